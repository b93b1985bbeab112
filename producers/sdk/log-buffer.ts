import { createFifo, type Fifo } from './fifo.ts';

/** One log, written. */
export interface Entry {
  /** JSON without a line break. */
  line: string;
  /** UTF-8, with the line break. */
  bytes: number;
  service: string;
  /** Error or fatal: kept longest. */
  isImportant: boolean;
  /** Epoch ms of the call. */
  at: number;
  /** Rises by one with each log. */
  sequence: number;
}

export type DropPolicy = 'drop-oldest' | 'drop-new';

export interface LogBufferOptions {
  maxBytes: number;
  maxCount: number;
  policy: DropPolicy;
  onDrop(entry: Entry): void;
}

/** The logs that are not acknowledged: those that wait and those that are in flight. Never more than the limits. */
export interface LogBuffer {
  /** Of both kinds. */
  readonly count: number;
  readonly bytes: number;
  readonly waitingCount: number;
  readonly waitingBytes: number;
  /** Of both kinds; Infinity when there is none. */
  readonly oldestSequence: number;
  /** What does not fit is dropped by the policy: what is there longest and least important, or the new one. */
  add(entry: Entry): void;
  /** Takes the oldest, within both limits but at least one, into flight. */
  take(maxBytes: number, maxCount: number): Entry[];
  /** These are in flight no more. */
  release(entries: readonly Entry[]): void;
  /** Empties it, and returns all that was in it. */
  drain(): Entry[];
}

export function createLogBuffer({ maxBytes, maxCount, policy, onDrop }: LogBufferOptions): LogBuffer {
  const ordinary = createFifo<Entry>();
  const important = createFifo<Entry>();
  const inFlight = new Set<Entry>();
  let bytes = 0;
  let waitingBytes = 0;

  const waitingCount = (): number => ordinary.length + important.length;
  const next = (): Fifo<Entry> => {
    const first = ordinary.peek()?.sequence ?? Number.POSITIVE_INFINITY;
    return (important.peek()?.sequence ?? Number.POSITIVE_INFINITY) < first ? important : ordinary;
  };
  const shift = (from: Fifo<Entry>): Entry | undefined => {
    const entry = from.shift();
    if (entry !== undefined) waitingBytes -= entry.bytes;
    return entry;
  };
  const isOver = (more = 0): boolean =>
    bytes + more > maxBytes || waitingCount() + inFlight.size + (more > 0 ? 1 : 0) > maxCount;
  const makeRoom = (): void => {
    while (isOver()) {
      const dropped = shift(ordinary.length > 0 ? ordinary : important);
      if (dropped === undefined) return;
      bytes -= dropped.bytes;
      onDrop(dropped);
    }
  };
  const take: LogBuffer['take'] = (mostBytes, mostCount) => {
    const taken: Entry[] = [];
    for (let size = 0; taken.length < mostCount; ) {
      const from = next();
      const entry = from.peek();
      if (entry === undefined || (taken.length > 0 && size + entry.bytes > mostBytes)) break;
      shift(from);
      size += entry.bytes;
      taken.push(entry);
      inFlight.add(entry);
    }
    return taken;
  };
  const release: LogBuffer['release'] = (entries) => {
    for (const entry of entries) if (inFlight.delete(entry)) bytes -= entry.bytes;
  };

  return {
    get count() {
      return waitingCount() + inFlight.size;
    },
    get bytes() {
      return bytes;
    },
    get waitingCount() {
      return waitingCount();
    },
    get waitingBytes() {
      return waitingBytes;
    },
    get oldestSequence() {
      const [first] = inFlight;
      return Math.min(first?.sequence ?? Number.POSITIVE_INFINITY, next().peek()?.sequence ?? Number.POSITIVE_INFINITY);
    },
    add(entry) {
      if (policy === 'drop-new' && isOver(entry.bytes)) {
        onDrop(entry);
        return;
      }
      (entry.isImportant ? important : ordinary).push(entry);
      bytes += entry.bytes;
      waitingBytes += entry.bytes;
      makeRoom();
    },
    take,
    release,
    drain() {
      const all = [...inFlight, ...take(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY)];
      release(all);
      return all;
    },
  };
}
