import { Writable } from 'node:stream';
import type { ProducerOptions } from './options.ts';
import { createProducer, type LogInput } from './producer.ts';

export interface WinstonTransportOptions extends Omit<ProducerOptions, 'level'> {
  /** As winston's own: the least severe level of the logger that is sent. Default: the logger's. */
  level?: string;
}

/** The logger that pipes into the transport. */
interface Parent {
  level?: string;
  levels?: Readonly<Record<string, number>>;
}

/** Where winston keeps the level when a format has coloured the other. */
const LEVEL = Symbol.for('level');

/** What `winston.createLogger({ transports: [createWinstonTransport({ url, service })] })` takes. */
export default function createWinstonTransport({ level, ...options }: WinstonTransportOptions): Writable {
  const producer = createProducer(options);
  let parent: Parent = {};
  const isWanted = (name: string): boolean => {
    const least = parent.levels?.[level ?? parent.level ?? ''];
    return least === undefined || (parent.levels?.[name] ?? 0) <= least;
  };
  const log = (info: Record<string | symbol, unknown>, done: () => void): void => {
    const name = String(info[LEVEL] ?? info.level);
    if (isWanted(name)) producer.log({ ...info, level: name } as LogInput);
    done();
  };
  const stream = new Writable({
    objectMode: true,
    write: (info, _encoding, done) => log(info, done),
    final: (done) => void producer.close().then(() => done()),
  });
  stream.once('pipe', (source: unknown) => {
    parent = source as Parent;
  });
  return Object.assign(stream, { level, log });
}
