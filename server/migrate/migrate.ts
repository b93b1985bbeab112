import { countByDay, type DayCounts, differingDays, totalOf } from './count-by-day.ts';
import { countAlerts, moveAlerts, recordWaitingAlerts } from './move-alerts.ts';
import { countUnindexed, moveStored, moveUnindexed, type Refused } from './move-records.ts';
import { noteMarks } from './note-marks.ts';
import type { SourcePlace, TargetPlace } from './places.ts';
import type { ProgressFile } from './progress-file.ts';
import { moveWaiting, openWaitingTarget, readWaiting, WAITING_TOPICS } from './waiting-messages.ts';

/** What there is to take over. */
export interface SourceCounts {
  /** Logs in the store, and finished ones that the indexer had not stored. */
  logs: number;
  days: DayCounts;
  alerts: number;
  /** Messages that wait, by topic. */
  waiting: Record<string, number>;
}

export interface Migration {
  source: SourceCounts;
  target: { logs: number; alerts: number };
  /** Messages that this run published on the target, by topic. */
  moved: Record<string, number>;
  refused: Refused[];
  /** Days on which source and target do not hold the same number of logs. */
  differences: { day: string; source: number; target: number }[];
  complete: boolean;
}

export interface MigrationOptions {
  progress: ProgressFile;
  onProgress(step: string, done: number, total: number): void;
}

/** Changes nothing. */
export async function countSource(source: SourcePlace): Promise<SourceCounts> {
  const days = await countByDay(source.store);
  for (const [day, count] of await countUnindexed(source)) days.set(day, (days.get(day) ?? 0) + count);
  const waiting: Record<string, number> = {};
  for (const each of WAITING_TOPICS) {
    waiting[each.topic] = 0;
    await readWaiting(source.bus, each, (messages) => {
      waiting[each.topic] = (waiting[each.topic] ?? 0) + messages.length;
    });
  }
  return { logs: totalOf(days), days, alerts: await countAlerts(source.alertStore), waiting };
}

/**
 * Takes over the stored logs, the alerts, and what waits on the bus. May be broken off and run again: it goes on, and nothing is there
 * twice. The topics of the target have to be there.
 */
export async function migrate(
  source: SourcePlace,
  target: TargetPlace,
  { progress, onProgress }: MigrationOptions,
): Promise<Migration> {
  await recordWaitingAlerts(source);
  const counts = await countSource(source);
  const refused: Refused[] = [];
  let logs = 0;
  let alerts = 0;
  const listener = {
    onRefused: (each: Refused) => refused.push(each),
    onProgress: (records: number) => {
      logs += records;
      onProgress('logs', logs, counts.logs);
    },
  };
  await moveStored(source.store, target.store, progress, listener);
  await moveUnindexed(source, target, listener);
  await moveAlerts(source.alertStore, target.alertStore, () => onProgress('alerts', ++alerts, counts.alerts));
  const moved: Record<string, number> = {};
  const way = await openWaitingTarget(target.bus);
  for (const each of WAITING_TOPICS) {
    const total = counts.waiting[each.topic] ?? 0;
    const tell = (done: number): void => onProgress(each.topic, done, total);
    moved[each.topic] = await moveWaiting(source.bus, way, each, tell);
  }
  await noteMarks(target.bus);
  progress.clear();
  return { moved, refused, ...(await compare(counts, target)), source: counts };
}

async function compare(source: SourceCounts, { store, alertStore }: TargetPlace) {
  const days = await countByDay(store);
  const target = { logs: totalOf(days), alerts: await countAlerts(alertStore) };
  const differences = differingDays(source.days, days);
  return { target, differences, complete: differences.length === 0 && source.alerts === target.alerts };
}
