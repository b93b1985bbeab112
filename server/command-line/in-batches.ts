import type { Clock } from '../../core/clock.ts';
import type { InputLine } from './read-lines.ts';

const BATCH_LINES = 1_000;
const BATCH_BYTES = 1_048_576;
/** How long the first line of a batch waits for others. */
const LINGER_MS = 1_000;

const isBlank = (bytes: Buffer): boolean => bytes.toString().trim() === '';

interface Batch {
  lines: InputLine[];
  bytes: number;
  /** Resolves when its time is over. */
  due: Promise<null>;
  /** Nobody waits for its time any more. */
  settle(): void;
}

function beginBatch(line: InputLine, clock: Clock): Batch {
  const waiting = new AbortController();
  const due = clock.sleep(LINGER_MS, waiting.signal).then(() => null);
  return { lines: [line], bytes: line.bytes.length + 1, due, settle: () => waiting.abort() };
}

const isFull = ({ lines, bytes }: Batch, { bytes: more }: InputLine): boolean =>
  lines.length >= BATCH_LINES || bytes + more.length > BATCH_BYTES;

/** The lines in their order, without the blank ones, in batches; no line waits longer than a second for others while nothing else is sent. */
export async function* inBatches(lines: AsyncIterable<InputLine>, clock: Clock): AsyncGenerator<InputLine[]> {
  const source = lines[Symbol.asyncIterator]();
  const ask = () => {
    const next = source.next();
    // its failure is told when it is waited for
    next.catch(() => {});
    return next;
  };
  let batch: Batch | null = null;
  let next = ask();
  try {
    for (;;) {
      const given = await (batch ? Promise.race([next, batch.due]) : next);
      const line = given?.done ? null : given?.value;
      if (batch && (!line || isFull(batch, line))) {
        batch.settle();
        yield batch.lines;
        batch = null;
      }
      if (given?.done) return;
      if (!line) continue;
      if (!isBlank(line.bytes)) {
        if (batch) {
          batch.lines.push(line);
          batch.bytes += line.bytes.length + 1;
        } else batch = beginBatch(line, clock);
      }
      next = ask();
    }
  } finally {
    batch?.settle();
  }
}
