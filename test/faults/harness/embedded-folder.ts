import { plainRecord } from '../../../backends/contract/plain-record.ts';
import { openBackends } from '../../../backends/open.ts';
import type { OutgoingMessage } from '../../../core/log-bus.ts';
import { silentLogger } from '../../../core/logger.ts';
import type { LogRecord } from '../../../core/record.ts';
import { formatRecordId } from '../../../core/record-id.ts';
import { TOPIC, TOPICS } from '../../../core/topics.ts';
import { createAlertEvent } from '../../stand-ins/alert-event.ts';

export interface FolderContent {
  /** Epoch of all ids and prefix of all markers. */
  run: string;
  /** The first instant of the first of three days over which the logs are spread, epoch ms. */
  from: number;
  stored: number;
  /** Finished, and not stored yet. */
  unindexed: number;
  /** In the store; and, further ones, still on the bus. */
  alerts: number;
  waitingAlerts: number;
  /** Lines of 2 KiB that are not processed yet. */
  waitingLogs: number;
  deadLetters: number;
}

/** Everything that is in the folder. */
export interface FilledFolder {
  logIds: string[];
  alertIds: string[];
  /** Markers of what waits, by topic. */
  waiting: Record<string, string[]>;
}

const SPREAD_MS = 3 * 86_400_000;
const LINE_BYTES = 2_048;
const WRITE_AT_ONCE = 4_000;

const numbered = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

function recordsOf({ run, from, stored, unindexed }: FolderContent): LogRecord[] {
  const count = stored + unindexed;
  return numbered(count, (index) => ({
    ...plainRecord(index, from + Math.floor((index / count) * SPREAD_MS), {
      attributes: { marker: `${run}-${index}` },
    }),
    id: formatRecordId(run, 0, index),
  }));
}

/** Marks messages of several keys, so that those of one page go to all partitions. */
function waitingMessages(topic: string, markers: readonly string[]): OutgoingMessage[] {
  return markers.map((marker, index) => ({
    topic,
    key: `service-${index % 7}`,
    value: JSON.stringify({ marker, message: 'x'.repeat(LINE_BYTES) }),
  }));
}

/** Fills a data folder as a house leaves it that was stopped in the middle of its work. */
export async function fillFolder(dir: string, content: FolderContent): Promise<FilledFolder> {
  const { run, stored, alerts, waitingAlerts, waitingLogs, deadLetters } = content;
  const backends = openBackends(
    { dataDir: dir, durability: 'normal', searchWorkers: 1 },
    { logger: silentLogger, now: Date.now },
  );
  const claim = await backends.claim();
  const [bus, store, alertStore] = [
    await backends.openBus(true),
    await backends.openStore(),
    await backends.openAlertStore(),
  ];
  const records = recordsOf(content);
  const events = numbered(alerts + waitingAlerts, (index) =>
    createAlertEvent({ id: `${run}-${index}`, rule: run, started_at: new Date(content.from + index).toISOString() }),
  );
  const waiting = {
    [TOPIC.logs]: numbered(waitingLogs, (index) => `${run}-l-${index}`),
    [TOPIC.deadLetters]: numbered(deadLetters, (index) => `${run}-d-${index}`),
    [TOPIC.alerts]: events.slice(alerts).map(({ id }) => id),
  };
  await bus.createTopics(TOPICS);
  for (let at = 0; at < stored; at += WRITE_AT_ONCE)
    await store.write(records.slice(at, Math.min(stored, at + WRITE_AT_ONCE)));
  for (const event of events.slice(0, alerts)) await alertStore.record(event);
  await bus.publish([
    ...records.slice(stored).map((record) => ({ topic: TOPIC.classified, key: 'shop', value: JSON.stringify(record) })),
    ...events.slice(alerts).map((event) => ({ topic: TOPIC.alerts, key: event.id, value: JSON.stringify(event) })),
    ...waitingMessages(TOPIC.logs, waiting[TOPIC.logs] ?? []),
    ...waitingMessages(TOPIC.deadLetters, waiting[TOPIC.deadLetters] ?? []),
  ]);
  await Promise.all([bus.close(), store.close(), alertStore.close()]);
  await claim.release();
  return { logIds: records.map(({ id }) => id), alertIds: events.map(({ id }) => id), waiting };
}
