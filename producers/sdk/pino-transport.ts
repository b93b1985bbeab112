import { Writable } from 'node:stream';
import type { ProducerOptions } from './options.ts';
import { createProducer, type LogInput } from './producer.ts';

/** What pino calls its own, by our names. */
function recordOf(line: string): LogInput {
  try {
    const { time, msg, hostname, err, name, ...rest } = JSON.parse(line) as Record<string, unknown>;
    const record = { ...rest, timestamp: time, message: msg, host: hostname, error: err, logger: name };
    return record as LogInput;
  } catch {
    return { message: line };
  }
}

/**
 * A stream for pino's lines: `pino(createPinoTransport({ url, service }))`, or by this file's path as a transport `target`,
 * which then works in a thread of its own. Ending it sends what is left, for at most 2 s.
 */
export default function createPinoTransport(options: ProducerOptions): Writable {
  const producer = createProducer(options);
  let rest = '';
  return new Writable({
    decodeStrings: false,
    write(chunk: string | Buffer, _encoding, done) {
      const lines = (rest + String(chunk)).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) if (line !== '') producer.log(recordOf(line));
      done();
    },
    final(done) {
      if (rest !== '') producer.log(recordOf(rest));
      void producer.close().then(() => done());
    },
  });
}
