import type { LogEvent } from '../../core/record.ts';
import { formatTime } from '../../core/time.ts';
import { createLogGenerator } from '../generate-logs.ts';

export const NDJSON = 'application/x-ndjson';
/** Attribute that tells one log from all others; see {@link BatchOptions.marked}. */
export const MARKER = 'bench_marker';

const MARKER_DIGITS = 12;
const TIME_KEY = '{"timestamp":"';
const MARKER_SLOT = '?'.repeat(MARKER_DIGITS);

/** NDJSON bodies that were made beforehand: taking one costs no more than writing its times. */
export interface Batches {
  /** Logs in one body. */
  readonly size: number;
  /**
   * The next body, round and round; valid until as many more were taken as there are. Its times lie evenly in the
   * `spanMs` before `now`.
   */
  next(now: number, spanMs: number, marker?: number): Buffer;
}

export interface BatchOptions {
  size: number;
  /** How many different bodies there are. */
  count: number;
  seed: number;
  /** The first log of each body has the attribute {@link MARKER}, as text of 12 digits. */
  marked?: boolean;
  /** Only such logs. */
  keep?: (log: LogEvent) => boolean;
}

interface Body {
  bytes: Buffer;
  timeAt: number[];
  markerAt: number;
}

function makeBody(logs: readonly LogEvent[]): Body {
  const bytes = Buffer.from(`${logs.map((log) => JSON.stringify(log)).join('\n')}\n`);
  const timeAt: number[] = [];
  for (let line = 0; line < bytes.length; line = bytes.indexOf(10, line) + 1) timeAt.push(line + TIME_KEY.length);
  return { bytes, timeAt, markerAt: bytes.indexOf(MARKER_SLOT) };
}

/** Makes the bodies at once. The same options give the same bytes. */
export function createBatches({ size, count, seed, marked = false, keep = () => true }: BatchOptions): Batches {
  const generator = createLogGenerator(seed);
  const draw = (): LogEvent => {
    for (;;) {
      const log = generator.next();
      if (keep(log)) return log;
    }
  };
  const bodies = Array.from({ length: count }, () => {
    const logs = Array.from({ length: size }, draw);
    if (marked && logs[0]) logs[0].attributes[MARKER] = MARKER_SLOT;
    return makeBody(logs);
  });
  let taken = 0;
  return {
    size,
    next(now, spanMs, marker = 0) {
      const body = bodies[taken++ % bodies.length];
      if (!body) throw new RangeError('no body to take');
      const { bytes, timeAt, markerAt } = body;
      for (const [index, at] of timeAt.entries()) {
        bytes.write(formatTime(now - spanMs * (1 - (index + 1) / size)), at, 'latin1');
      }
      if (markerAt >= 0) bytes.write(String(marker).padStart(MARKER_DIGITS, '0'), markerAt, 'latin1');
      return bytes;
    },
  };
}
