import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type AlertConsumer,
  type AlertConsumerOptions,
  createAlertConsumer,
} from '../../alert-consumer/alert-consumer.ts';
import { createEmbeddedAlertStore } from '../../backends/embedded/alert-store.ts';
import { createEmbeddedBus } from '../../backends/embedded/log-bus.ts';
import type { Alert, AlertEvent } from '../../core/alert.ts';
import type { LogFields, Logger } from '../../core/logger.ts';
import { GROUP, TOPIC, TOPICS } from '../../core/topics.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { createRecordingMetrics, type RecordingMetrics } from './recording-metrics.ts';

/** An alert-consumer with the embedded bus and store in a folder of its own, on a clock that the test moves. */
export interface AlertHouse {
  readonly clock: FakeClock;
  readonly metrics: RecordingMetrics;
  /** Warnings and errors so far. */
  readonly complaints: { level: 'warn' | 'error'; message: string; fields: LogFields }[];
  publish(...events: readonly AlertEvent[]): Promise<void>;
  publishRaw(value: string): Promise<void>;
  /** Starts a consumer, as a new process would. */
  start(
    channels: AlertConsumerOptions['channels'],
    settings?: AlertConsumerOptions['settings'],
  ): Promise<AlertConsumer>;
  /** The alert store answers nothing from now on, until `repairStore`. */
  breakStore(): Promise<void>;
  /** Consumers that are started from now on find the store as it was. */
  repairStore(): Promise<void>;
  alert(id: string): Promise<Alert | undefined>;
  deadLetters(): Promise<number>;
  /** How many events the consumer has not committed. */
  lag(): Promise<number>;
  close(): Promise<void>;
}

export async function createAlertHouse(): Promise<AlertHouse> {
  const dir = mkdtempSync(join(tmpdir(), 'alerts-'));
  const clock = createFakeClock();
  const metrics = createRecordingMetrics();
  const complaints: AlertHouse['complaints'] = [];
  const complain =
    (level: 'warn' | 'error') =>
    (message: string, fields: LogFields = {}) => {
      complaints.push({ level, message, fields });
    };
  const logger: Logger = { debug() {}, info() {}, warn: complain('warn'), error: complain('error') };
  const bus = await createEmbeddedBus({ dir, now: clock.now });
  await bus.createTopics(TOPICS);
  let store = await createEmbeddedAlertStore({ dir });
  const consumers: AlertConsumer[] = [];
  const publishRaw = async (value: string) => {
    await bus.publish([{ topic: TOPIC.alerts, key: 'k', value }]);
  };
  const partitions = async (topic: string) => (await bus.lag()).filter((each) => each.topic === topic);
  return {
    clock,
    metrics,
    complaints,
    publishRaw,
    async publish(...events) {
      await bus.publish(
        events.map((event) => ({ topic: TOPIC.alerts, key: event.rule, value: JSON.stringify(event) })),
      );
    },
    async start(channels, settings) {
      const consumer = createAlertConsumer({
        bus,
        alertStore: store,
        channels,
        publicUrl: 'https://logs.example',
        clock,
        logger,
        metrics,
        random: () => 1,
        ...(settings && { settings }),
      });
      consumers.push(consumer);
      await consumer.start();
      return consumer;
    },
    breakStore: () => store.close(),
    async repairStore() {
      store = await createEmbeddedAlertStore({ dir });
    },
    alert: async (id) => (await store.list({ ids: [id] })).alerts[0],
    deadLetters: async () =>
      (await partitions(TOPIC.deadLetters)).reduce((sum, each) => sum + each.endOffset - each.beginOffset, 0),
    async lag() {
      const [alerts] = await partitions(TOPIC.alerts);
      const own = alerts?.groups.find((each) => each.group === GROUP.alertConsumer);
      return own?.lag ?? alerts?.endOffset ?? 0;
    },
    async close() {
      for (const consumer of consumers) await consumer.stop();
      await bus.close();
      await store.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
