import type { ConnectionOptions } from 'node:tls';
import type { SASLOptions } from 'kafkajs';
import { PipelineError } from '../../core/errors.ts';
import type { Linger } from '../../core/linger.ts';
import type { AtomicWriters, LogBus, Subscription } from '../../core/log-bus.ts';
import { type Logger, silentLogger } from '../../core/logger.ts';
import { MAX_MESSAGE_BYTES } from '../../core/topics.ts';
import { openAtomicWriter } from './atomic-writer.ts';
import { createCatalog } from './catalog.ts';
import { createCluster } from './cluster.ts';
import type { Compression } from './compression.ts';
import { toPipelineError } from './errors.ts';
import { createLagMeter } from './lag.ts';
import { createPublisher } from './publisher.ts';
import { type BusParts, createSubscription } from './subscription.ts';

export interface KafkaBusOptions {
  /** `host:port` of one broker or more; the others are found through them. */
  brokers: readonly string[];
  /** How the brokers know us; also the beginning of the names under which a group's outputs are written, so equal in all processes. */
  clientId: string;
  sasl?: SASLOptions;
  /** True: the authorities of the system. */
  tls?: ConnectionOptions | boolean;
  /** Epoch ms. */
  now: () => number;
  logger?: Logger;
  /** Of topics that are created. Default -1: what the brokers say. */
  replicationFactor?: number;
  /** Of topics that are created: the largest batch, bytes. Default 8 MiB. */
  maxMessageBytes?: number;
  /** Default `zstd`. */
  compression?: Compression;
  /** How long a call may take while Kafka is away, ms. Default 10,000. */
  patienceMs?: number;
  /** A member of a group that is not heard of for so long loses its partitions, ms. Default 10,000. */
  sessionTimeoutMs?: number;
  /** Default a tenth of the session timeout. */
  heartbeatMs?: number;
  /** Kafka takes a commit back that nobody ends within this, ms. Default 30,000. */
  transactionTimeoutMs?: number;
}

/** The brokers do most of a commit, at the same time as the next batch fills. */
const LINGER: Linger = { lingerMs: 50, busyLingerMs: 200 };
const CONNECTION_TIMEOUT_MS = 3_000;
const DEFAULTS = {
  replicationFactor: -1,
  maxMessageBytes: MAX_MESSAGE_BYTES,
  compression: 'zstd',
  patienceMs: 10_000,
  sessionTimeoutMs: 10_000,
  transactionTimeoutMs: 30_000,
} as const;

/**
 * The log bus on Apache Kafka (2.8 or newer). A broker that is away is waited for: calls give up after their time, subscriptions
 * never do.
 */
export async function createKafkaBus(options: KafkaBusOptions): Promise<LogBus & AtomicWriters> {
  const settings = { ...DEFAULTS, logger: silentLogger, ...options };
  const { patienceMs, sessionTimeoutMs, compression, now } = settings;
  const times = { connectionTimeoutMs: CONNECTION_TIMEOUT_MS, requestTimeoutMs: patienceMs, patienceMs };
  const openCluster = () => createCluster({ ...options, ...times });
  const cluster = openCluster();
  const catalog = createCatalog(cluster, settings);
  const publisher = createPublisher({ cluster, catalog, compression, timeoutMs: patienceMs, now });
  const lagMeter = createLagMeter(cluster, catalog, now);
  const parts: BusParts = {
    cluster,
    catalog,
    compression,
    now,
    openCluster,
    prefix: options.clientId,
    requestTimeoutMs: patienceMs,
    transactionTimeoutMs: settings.transactionTimeoutMs,
    groups: {
      sessionTimeoutMs,
      rebalanceTimeoutMs: sessionTimeoutMs,
      heartbeatMs: settings.heartbeatMs ?? Math.ceil(sessionTimeoutMs / 10),
    },
  };
  const subscriptions = new Set<Promise<Subscription>>();
  let closed: Promise<void> | null = null;

  const close = async (): Promise<void> => {
    const opened = await Promise.allSettled(subscriptions);
    await Promise.all(opened.map(async (each) => each.status === 'fulfilled' && each.value.close()));
    await publisher.drained();
    await cluster.close();
  };
  const whileOpen = async <T>(doing: string, call: () => Promise<T>): Promise<T> => {
    if (closed) throw new PipelineError('unavailable', 'The bus is closed.', { retryable: false });
    try {
      return await call();
    } catch (error) {
      throw toPipelineError(error, doing);
    }
  };

  return {
    linger: LINGER,
    createTopics: (topics) => whileOpen('creating topics', () => catalog.create(topics)),
    publish: (messages) => whileOpen('publishing', () => publisher.publish(messages)),
    openWriter: (name) =>
      whileOpen('opening a writer', async () => {
        const writer = await openAtomicWriter(parts, `${parts.prefix}-writer-${name}`);
        return { write: (messages) => whileOpen('writing', () => writer.write(messages)) };
      }),
    subscribe: (wanted) =>
      whileOpen('subscribing', async () => {
        const opening = createSubscription(parts, wanted);
        subscriptions.add(opening);
        try {
          const subscription = await opening;
          return { close: () => subscription.close().finally(() => subscriptions.delete(opening)) };
        } catch (error) {
          subscriptions.delete(opening);
          throw error;
        }
      }),
    lag: (of) => whileOpen('measuring lag', () => lagMeter.measure(of)),
    close() {
      closed ??= close();
      return closed;
    },
  };
}
