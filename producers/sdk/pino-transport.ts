import { Writable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { parseJson } from '../../core/parse-json.ts';
import type { ProducerOptions } from './options.ts';
import { createProducer, type LogInput } from './producer.ts';

/** Pino's own names, and ours. */
const NAMES = { time: 'timestamp', msg: 'message', hostname: 'host', err: 'error', name: 'logger' } as const;

/** A line by our names; where the log itself uses one of those, pino's value stays under pino's name. */
function recordOf(line: string): LogInput {
  let record: unknown;
  try {
    record = parseJson(line);
  } catch {
    return { message: line };
  }
  if (typeof record !== 'object' || record === null || Array.isArray(record)) return { message: line };
  const fields = record as Record<string, unknown>;
  for (const [theirs, ours] of Object.entries(NAMES)) {
    if (fields[theirs] === undefined || fields[ours] !== undefined) continue;
    fields[ours] = fields[theirs];
    delete fields[theirs];
  }
  return fields;
}

/**
 * A stream for pino's lines: `pino(createPinoTransport({ url, service }))`, or by this file's path as a transport `target`,
 * which then works in a thread of its own. Ending it sends what is left, for at most 2 s.
 */
export default function createPinoTransport(options: ProducerOptions): Writable {
  const producer = createProducer(options);
  // A chunk may end in the middle of a character.
  const decoder = new StringDecoder('utf8');
  let rest = '';
  return new Writable({
    decodeStrings: false,
    write(chunk: string | Buffer, _encoding, done) {
      const lines = (rest + decoder.write(chunk)).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) if (line !== '') producer.log(recordOf(line));
      done();
    },
    final(done) {
      rest += decoder.end();
      if (rest !== '') producer.log(recordOf(rest));
      void producer.close().then(() => done());
    },
  });
}
