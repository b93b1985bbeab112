import { ALL_TIME } from '../../api/params/time-range.ts';
import type { LogStore } from '../../core/log-store.ts';
import type { LogRecord } from '../../core/record.ts';
import { parseTime } from '../../core/time.ts';
import { GROUP, TOPIC } from '../../core/topics.ts';
import { type DayCounts, dayOf } from './count-by-day.ts';
import type { SourcePlace, TargetPlace } from './places.ts';
import type { ProgressFile } from './progress-file.ts';
import { readWaiting } from './waiting-messages.ts';

/** Enough for the target to work on whole requests. */
const PAGE = 4_000;
/** Logs of unusual size make smaller pages. */
const PAGE_CHARACTERS = 16 * 1_024 * 1_024;

/** A log that the target can never take. */
export interface Refused {
  id: string;
  reason: string;
}

export interface MoveListener {
  onProgress(records: number): void;
  onRefused(refused: Refused): void;
}

async function writeRecords(store: LogStore, records: readonly LogRecord[], listener: MoveListener): Promise<void> {
  const { rejected } = await store.write(records);
  for (const { index, reason } of rejected) listener.onRefused({ id: records[index]?.id ?? '', reason });
  listener.onProgress(records.length);
}

/** Writes every stored log into the target, oldest first, from where an earlier run stood. The target knows what it has by id. */
export async function moveStored(
  source: LogStore,
  target: LogStore,
  progress: ProgressFile,
  listener: MoveListener,
): Promise<void> {
  for (let after = progress.position(); ; ) {
    const { records, next } = await source.search({
      query: { kind: 'all' },
      from: after?.timestamp ?? ALL_TIME.from,
      to: ALL_TIME.to,
      limit: PAGE,
      maxCharacters: PAGE_CHARACTERS,
      order: 'asc',
      countUpTo: 0,
      ...(after && { after }),
    });
    if (records.length > 0) await writeRecords(target, records, listener);
    const last = records.at(-1);
    if (last) progress.moveTo({ timestamp: parseTime(last.timestamp), id: last.id });
    if (!next) return;
    after = next;
  }
}

const CLASSIFIED = { topic: TOPIC.classified, group: GROUP.indexer };

/** Finished logs that the indexer has not stored; what is no record is left out, as it is by the indexer. */
async function readUnindexed(
  { bus, store }: SourcePlace,
  onRecords: (records: LogRecord[]) => void | Promise<void>,
): Promise<void> {
  await readWaiting(bus, CLASSIFIED, async (messages) => {
    const records = messages.flatMap(({ value }) => {
      try {
        return [JSON.parse(value.toString()) as LogRecord];
      } catch {
        return [];
      }
    });
    const known = new Set((await store.get(records.map(({ id }) => id))).map(({ id }) => id));
    const left = new Map(records.filter(({ id }) => !known.has(id)).map((record) => [record.id, record]));
    if (left.size > 0) await onRecords([...left.values()]);
  });
}

/** By day, how many finished logs are not in the store yet. */
export async function countUnindexed(source: SourcePlace): Promise<DayCounts> {
  const days: DayCounts = new Map();
  await readUnindexed(source, (records) => {
    for (const { timestamp } of records) days.set(dayOf(timestamp), (days.get(dayOf(timestamp)) ?? 0) + 1);
  });
  return days;
}

/** Writes them into the target's store, where the indexer would have put them; they keep their ids. */
export function moveUnindexed(source: SourcePlace, target: TargetPlace, listener: MoveListener): Promise<void> {
  return readUnindexed(source, (records) => writeRecords(target.store, records, listener));
}
