import { PipelineError } from '../../core/errors.ts';
import type { Linger } from '../../core/linger.ts';
import type { AtomicWriters, LogBus, OutgoingMessage, Position, Subscription } from '../../core/log-bus.ts';
import { type Logger, silentLogger } from '../../core/logger.ts';
import { createAppender } from './bus/appender.ts';
import { createCatalog } from './bus/catalog.ts';
import { startCheckpoints } from './bus/checkpoints.ts';
import { createClaims } from './bus/claims.ts';
import { openBusDatabase } from './bus/database.ts';
import { measureLag } from './bus/lag.ts';
import { createMessageTable } from './bus/message-table.ts';
import { dropExpired } from './bus/retention.ts';
import { type BusParts, createSubscription } from './bus/subscription.ts';
import { createWakeups } from './bus/wakeups.ts';
import { createWriteQueue } from './bus/write-queue.ts';
import { toPipelineError } from './sqlite-errors.ts';

export interface EmbeddedBusOptions {
  /** The data folder; made when missing. */
  dir: string;
  /** `full`: an fsync before every answer. Default `normal`: survives a killed process, a power cut may take the last commits. */
  durability?: 'normal' | 'full';
  /** Epoch ms. */
  now: () => number;
  logger?: Logger;
  /** Whether this connection keeps the file small: checkpoints and retention. At least one of the open ones should. Default true. */
  checkpoint?: boolean;
  /** Whether the file is checked for damage when opened. Default true; one of several threads is enough. */
  check?: boolean;
  /** The database refuses to grow beyond this, with `storage_full`. Default: what the disk has. */
  maxBytes?: number;
  /** How often retention is applied. Default one minute. */
  retentionIntervalMs?: number;
}

/** The embedded bus can be told to apply its topics' retention now. */
export interface EmbeddedBus extends LogBus, AtomicWriters {
  /** Deletes whole batches older than their topic's retention at that time. Resolves with how many messages went. */
  dropExpired(now: number): Promise<number>;
}

/** A commit is work of this very process. */
const LINGER: Linger = { lingerMs: 100 };
const GROUP_INTERVAL_MS = 3;
const LOCK_TIMEOUT_MS = 30_000;
const RETENTION_INTERVAL_MS = 60_000;

/**
 * The log bus in a folder, on SQLite. Each thread of the one process that owns the folder opens its own.
 * @throws PipelineError `data_corrupt`, `folder_unwritable` or `unavailable`
 */
export async function createEmbeddedBus(options: EmbeddedBusOptions): Promise<EmbeddedBus> {
  const { dir, now, logger = silentLogger, checkpoint = true, check = true } = options;
  const db = openBusDatabase({
    dir,
    checkpoint,
    check,
    durability: options.durability ?? 'normal',
    maxBytes: options.maxBytes,
  });
  const catalog = createCatalog(db);
  const table = createMessageTable(db);
  const claims = createClaims(db);
  const wakeups = createWakeups(dir, db);
  const queue = createWriteQueue({ db, intervalMs: GROUP_INTERVAL_MS, lockTimeoutMs: LOCK_TIMEOUT_MS });
  const parts: BusParts = { catalog, table, claims, wakeups, queue, appender: createAppender(catalog, table, now) };
  const publish = createPublish(parts);
  const subscriptions = new Set<Promise<Subscription>>();
  const retain = (at: number): Promise<number> => dropExpired({ db, catalog, table, claims, queue, logger }, at);
  const timer = startRetention(checkpoint ? (options.retentionIntervalMs ?? RETENTION_INTERVAL_MS) : null, async () => {
    await retain(now()).catch((error) => logger.warn('retention failed and will be tried again', { error }));
  });

  const stopCheckpoints = checkpoint ? startCheckpoints(db, dir) : () => {};

  let closed: Promise<void> | null = null;
  const close = async (): Promise<void> => {
    clearInterval(timer);
    stopCheckpoints();
    await Promise.all([...subscriptions].map(async (opening) => (await opening).close()));
    await queue.drained();
    wakeups.close();
    db.close();
  };
  const whileOpen = async <T>(call: () => T | Promise<T>): Promise<T> => {
    if (closed) throw new PipelineError('unavailable', 'the bus is closed', { retryable: false });
    try {
      return await call();
    } catch (error) {
      throw toPipelineError(error);
    }
  };

  return {
    linger: LINGER,
    createTopics: (topics) =>
      whileOpen(() =>
        queue.write({
          run() {
            for (const topic of topics) catalog.create(topic, now());
          },
        }),
      ),
    publish: (messages) => whileOpen(() => publish(messages)),
    // no other process can be in the folder
    openWriter: (_name) =>
      whileOpen(() => ({ write: (messages) => whileOpen(async () => void (await publish(messages))) })),
    subscribe: (wanted) =>
      whileOpen(async () => {
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
    lag: (of) => whileOpen(() => measureLag({ catalog, table, claims }, now(), of)),
    dropExpired: (at) => whileOpen(() => retain(at)),
    close() {
      closed ??= close();
      return closed;
    },
  };
}

function startRetention(intervalMs: number | null, run: () => Promise<void>) {
  if (intervalMs === null) return undefined;
  let running = false;
  const timer = setInterval(async () => {
    if (running) return;
    running = true;
    await run();
    running = false;
  }, intervalMs);
  timer.unref();
  return timer;
}

/** Calls that come close together are appended as one, so that small ones share a batch. */
function createPublish({ appender, queue, wakeups, catalog }: BusParts) {
  let shared: { append: ReturnType<typeof appender.begin>; written: Promise<void> } | null = null;

  const open = () => {
    const append = appender.begin();
    const written = queue
      .write({
        prepare() {
          if (shared?.append === append) shared = null;
          append.encode();
        },
        run: append.run,
      })
      .then(() => wakeups.announce(append.topics()));
    return { append, written };
  };

  return async (messages: readonly OutgoingMessage[]): Promise<{ epoch: string; positions: Position[] }> => {
    const [first] = messages;
    if (first === undefined) return { epoch: '', positions: [] };
    appender.check(messages);
    if (!shared || shared.append.isFull()) shared = open();
    const { append, written } = shared;
    const positions = append.add(messages);
    await written;
    return { epoch: catalog.topic(first.topic).epoch, positions: positions() };
  };
}
