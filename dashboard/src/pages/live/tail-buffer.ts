import type { LogRecord } from '../../../../core/record.ts';

/** Lines that a slow client was not given. */
export interface Gap {
  kind: 'gap';
  id: string;
  skipped: number;
  from: string;
  to: string;
}

export type TailEntry = { kind: 'log'; id: string; log: LogRecord } | Gap;

/** What the live tail shows, oldest first. Old entries go when there are too many. */
export interface TailBuffer {
  readonly entries: readonly TailEntry[];
  /** How many entries were taken away at the old end so far. */
  readonly dropped: number;
}

export const EMPTY_BUFFER: TailBuffer = { entries: [], dropped: 0 };
const MOST_ENTRIES = 20_000;
/** After a connection was lost the server goes on behind the cursor; what came with it may be there already. */
const COMPARED = 2_000;

function cut({ entries, dropped }: TailBuffer, most: number): TailBuffer {
  const tooMany = entries.length - most;
  return tooMany <= 0 ? { entries, dropped } : { entries: entries.slice(tooMany), dropped: dropped + tooMany };
}

const asEntry = (log: LogRecord): TailEntry => ({ kind: 'log', id: log.id, log });

/** The buffer with newer logs; those that stand in its last part already are left out. */
export function addLogs(buffer: TailBuffer, logs: readonly LogRecord[], most = MOST_ENTRIES): TailBuffer {
  const known = new Set(buffer.entries.slice(-COMPARED).map(({ id }) => id));
  const added = logs.filter(({ id }) => !known.has(id)).map(asEntry);
  return cut({ ...buffer, entries: [...buffer.entries, ...added] }, most);
}

export function addGap(buffer: TailBuffer, gap: Omit<Gap, 'kind' | 'id'>): TailBuffer {
  const id = `gap-${buffer.dropped + buffer.entries.length}`;
  return { ...buffer, entries: [...buffer.entries, { kind: 'gap', id, ...gap }] };
}

/** The buffer with the logs of a gap in its place; what stands around it is not repeated. */
export function fillGap(buffer: TailBuffer, gapId: string, logs: readonly LogRecord[]): TailBuffer {
  const place = buffer.entries.findIndex(({ id }) => id === gapId);
  if (place < 0) return buffer;
  const known = new Set(buffer.entries.map(({ id }) => id));
  const filling = logs.filter(({ id }) => !known.has(id)).map(asEntry);
  return { ...buffer, entries: [...buffer.entries.slice(0, place), ...filling, ...buffer.entries.slice(place + 1)] };
}

/** Logs of a second. */
export interface SecondCount {
  second: number;
  logs: number;
  errors: number;
}

const SECONDS_KEPT = 60;

/** The counts of the last minute with these logs in them. */
export function countSeconds(
  counts: readonly SecondCount[],
  logs: readonly LogRecord[],
  now: number,
): readonly SecondCount[] {
  const second = Math.floor(now / 1_000);
  const errors = logs.filter(({ level }) => level === 'error' || level === 'fatal').length;
  const kept = counts.filter((each) => each.second > second - SECONDS_KEPT);
  const last = kept.at(-1);
  if (last?.second !== second) return [...kept, { second, logs: logs.length, errors }];
  return [...kept.slice(0, -1), { second, logs: last.logs + logs.length, errors: last.errors + errors }];
}
