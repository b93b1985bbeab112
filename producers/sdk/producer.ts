import { hostname } from 'node:os';
import { idleClock, systemClock } from '../../core/clock.ts';
import { readLevel } from '../../core/level.ts';
import { LEVELS, type Level, type LogEvent } from '../../core/record.ts';
import { createBusSend } from './bus-send.ts';
import { createDelivery } from './delivery.ts';
import { createDrops, type DropCounts, type DropReason } from './drops.ts';
import { flushAtExit } from './flush-at-exit.ts';
import { createHttpSend } from './http-send.ts';
import { createLogBuffer, type Entry } from './log-buffer.ts';
import { limitsOf, type ProducerLimits, type ProducerOptions } from './options.ts';
import type { Send } from './send.ts';
import { createTrouble } from './trouble.ts';
import { isError, peek } from './write-json.ts';
import { type Said, writeLine } from './write-line.ts';

/** A log as a service writes it: the known fields by their names, everything else becomes an attribute. */
export type LogInput = Partial<Omit<LogEvent, 'timestamp' | 'level'>> & {
  timestamp?: string | number | Date;
  level?: string | number;
  [field: string]: unknown;
};
export type LogFields = Readonly<Record<string, unknown>>;

/** `accepted = acked + dropped + buffered` at any moment. */
export interface ProducerStats {
  /** Logs handed over. */
  accepted: number;
  /** Durable at the other end. */
  acked: number;
  dropped: number;
  droppedBy: Readonly<DropCounts>;
  /** Waiting or in flight. */
  buffered: number;
  bufferedBytes: number;
  /** Shortened because they were larger than 900 KiB. */
  truncated: number;
  /** Attempts that failed and were, or will be, repeated. */
  failures: number;
  lastFailure: string | null;
}

/** Sends the logs of a service. No call throws, blocks or rejects, whatever is logged and however the other end fares. */
export interface Producer {
  log(record: LogInput): void;
  trace(message: unknown, fields?: LogFields | Error): void;
  debug(message: unknown, fields?: LogFields | Error): void;
  info(message: unknown, fields?: LogFields | Error): void;
  warn(message: unknown, fields?: LogFields | Error): void;
  error(message: unknown, fields?: LogFields | Error): void;
  fatal(message: unknown, fields?: LogFields | Error): void;
  /** Sends what is buffered now. Resolves with whether all of it was answered or dropped within the time, default 2,000. */
  flush(timeoutMs?: number): Promise<boolean>;
  /** Flushes; what is still unsent then is dropped, as is what is logged later. Idempotent. */
  close(timeoutMs?: number): Promise<void>;
  stats(): ProducerStats;
}

const FLUSH_TIMEOUT_MS = 2_000;

function warn(message: string): void {
  process.emitWarning(message, 'LogsieveWarning');
}

function nameOfMachine(): string | undefined {
  try {
    return hostname();
  } catch {
    return undefined;
  }
}

function sendOf(options: ProducerOptions, limits: ProducerLimits, now: () => number): Send {
  const { url, bus, headers = {} } = options;
  if (bus !== undefined) return createBusSend(bus);
  const { gzipFromBytes, requestTimeoutMs: timeoutMs } = limits;
  if (url !== undefined) return createHttpSend({ url, headers, gzipFromBytes, timeoutMs, now });
  return async () => ({ kind: 'later', reason: 'createProducer was given neither "url" nor "bus"' });
}

/** What a value says that stands in the place of a record. */
function saidBy(record: unknown): Said {
  if (isError(record)) return { level: 'error', message: record };
  return typeof record === 'object' && record !== null ? {} : { message: String(record) };
}

/**
 * A producer that takes logs into memory, bounded, and sends them in batches, in order, until each is acknowledged. A
 * batch whose answer was lost is sent again, so its logs may then be there twice.
 */
export function createProducer(options: ProducerOptions): Producer {
  const { clock = idleClock, random = Math.random, environment, host = nameOfMachine(), fields = {} } = options;
  // a flush that is waited for keeps the process alive, the rest does not
  const { clock: deadlineClock = systemClock } = options;
  const limits = limitsOf(options);
  const base = { service: options.service, environment, host, fields };
  const leastRank = LEVELS.indexOf(options.level ?? 'trace');
  const trouble = createTrouble({ tell: options.onTrouble ?? warn, now: clock.now });
  const drops = createDrops();
  const counts = { accepted: 0, acked: 0, truncated: 0, failures: 0 };
  let lastFailure: string | null = null;
  let closing: Promise<void> | null = null;

  const drop = (reason: DropReason, at: number): void => {
    drops.add(reason, at);
    if (reason === 'full') trouble.dropped(`more than ${limits.maxCount} logs or ${limits.maxBytes} bytes wait`);
  };
  const buffer = createLogBuffer({ ...limits, onDrop: ({ at }) => drop('full', at) });
  const delivery = createDelivery({
    ...limits,
    buffer,
    drops,
    clock,
    random,
    send: sendOf(options, limits, clock.now),
    writeReport: (report) => writeLine(report.fields, { level: 'warn', message: report.message }, base, clock.now()),
    onAcked(count) {
      counts.acked += count;
    },
    onFailed(reason) {
      counts.failures += 1;
      lastFailure = reason;
      trouble.failed(reason);
    },
  });

  const entryOf = (given: unknown, said: Said, at: number): Entry => {
    const { line, service, isImportant, isCut } = writeLine(given, said, base, at);
    if (isCut) counts.truncated += 1;
    return { line, bytes: Buffer.byteLength(line) + 1, service, isImportant, at, sequence: counts.accepted };
  };
  const take = (given: unknown, said: () => Said): void => {
    counts.accepted += 1;
    const at = clock.now();
    let entry: Entry;
    try {
      entry = entryOf(given, said(), at);
    } catch {
      // the host's stack or memory may be at its end
      drop('unserialisable', at);
      return;
    }
    if (closing !== null) {
      drop('closed', at);
      return;
    }
    buffer.add(entry);
    delivery.wake();
  };
  const isWanted = (level: unknown): boolean =>
    leastRank === 0 || LEVELS.indexOf(readLevel(level) ?? 'info') >= leastRank;
  const writer =
    (level: Level) =>
    (message: unknown, given?: unknown): void => {
      if (isWanted(level)) take(given, () => ({ level, message }));
    };

  const flush = async (timeoutMs = FLUSH_TIMEOUT_MS): Promise<boolean> => {
    const settled = new AbortController();
    let isSettled = false;
    const calmDown = delivery.hurry();
    const done = delivery.settled(counts.accepted).then((outcome) => {
      isSettled = outcome;
      settled.abort();
    });
    await Promise.race([done, deadlineClock.sleep(timeoutMs, settled.signal)]);
    settled.abort();
    calmDown();
    return isSettled;
  };
  const forget = flushAtExit(() => void flush());
  const close = async (timeoutMs?: number): Promise<void> => {
    await flush(timeoutMs);
    forget();
    delivery.stop();
    for (const { at } of buffer.drain()) drop('closed', at);
  };

  return {
    log(record) {
      const level = typeof record === 'object' && record !== null ? peek(record, 'level') : undefined;
      if (isWanted(level)) take(record, () => saidBy(record));
    },
    trace: writer('trace'),
    debug: writer('debug'),
    info: writer('info'),
    warn: writer('warn'),
    error: writer('error'),
    fatal: writer('fatal'),
    flush,
    close(timeoutMs) {
      closing ??= close(timeoutMs);
      return closing;
    },
    stats: () => ({
      ...counts,
      dropped: drops.total,
      droppedBy: { ...drops.counts },
      buffered: buffer.count,
      bufferedBytes: buffer.bytes,
      lastFailure,
    }),
  };
}
