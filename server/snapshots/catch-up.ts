import type { AlertEvent } from '../../core/alert.ts';
import { readAlertEvent } from '../../core/alert-event.ts';
import type { AlertStore } from '../../core/alert-store.ts';
import type { IncomingMessage, LogBus } from '../../core/log-bus.ts';
import type { LogStore } from '../../core/log-store.ts';
import { readTopic } from '../../core/read-topic.ts';
import type { LogRecord } from '../../core/record.ts';
import type { SnapshotNote, TopicPlace } from '../../core/snapshots.ts';
import { TOPIC } from '../../core/topics.ts';
import { readEpoch } from './read-places.ts';

/** What the bus gave back of the time after a snapshot. */
export interface CaughtUp {
  /** Logs read again. */
  logs: number;
  /** Of these, were missing in the store. */
  stored: number;
  /** Alerts changed after it; each event counts. */
  alerts: number;
  /** Logs that came after it and are no longer on the bus: those among them that were lost from the store stay lost. */
  gone: number;
}

export interface CatchUpOptions {
  bus: LogBus;
  store: LogStore;
  alertStore: AlertStore;
  /** Of the snapshot; null: everything that is on the bus is read. */
  note: SnapshotNote | null;
  onProgress(read: number): void;
}

/**
 * Reads into the stores what came after a snapshot. Its readers go on where they stand: what they and this write twice is
 * there once, by its id.
 */
export async function catchUp(options: CatchUpOptions): Promise<CaughtUp> {
  const { bus, store, alertStore, note, onProgress } = options;
  const result: CaughtUp = { logs: 0, stored: 0, alerts: 0, gone: 0 };
  const classified = await placeIn(bus, TOPIC.classified, note?.[TOPIC.classified]);
  result.gone = classified.gone;
  await readTopic(bus, TOPIC.classified, classified.startAt, async (messages) => {
    // what is no record, or is refused by the store, became a dead letter when it was read for the first time
    result.stored += (await store.write(messages.flatMap(readRecord))).stored;
    result.logs += messages.length;
    onProgress(result.logs);
    return true;
  });
  const alerts = await placeIn(bus, TOPIC.alerts, note?.[TOPIC.alerts]);
  await readTopic(bus, TOPIC.alerts, alerts.startAt, async (messages) => {
    for (const event of messages.flatMap(readEvent)) await alertStore.record(event);
    result.alerts += messages.length;
    return true;
  });
  return result;
}

/** Where reading begins, and how many messages behind the snapshot are gone. */
async function placeIn(bus: LogBus, topic: string, place: TopicPlace | undefined) {
  if (place?.epoch !== (await readEpoch(bus, topic))) return { startAt: 'earliest' as const, gone: 0 };
  const offsets: Record<number, number> = {};
  let gone = 0;
  for (const { partition, beginOffset } of await bus.lag({ topics: [topic], groups: [] })) {
    const wanted = place.offsets[partition] ?? 0;
    offsets[partition] = Math.max(wanted, beginOffset);
    gone += Math.max(0, beginOffset - wanted);
  }
  return { startAt: { offsets }, gone };
}

function readRecord({ value }: IncomingMessage): LogRecord[] {
  try {
    return [JSON.parse(value.toString()) as LogRecord];
  } catch {
    return [];
  }
}

function readEvent({ value }: IncomingMessage): AlertEvent[] {
  try {
    return [readAlertEvent(value)];
  } catch {
    return [];
  }
}
