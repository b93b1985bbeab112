import type { Clock } from '../../core/clock.ts';
import type { DropReport, Drops } from './drops.ts';
import type { Entry, LogBuffer } from './log-buffer.ts';
import type { Line, Outcome, Send } from './send.ts';

export interface DeliveryOptions {
  buffer: LogBuffer;
  drops: Drops;
  send: Send;
  /** Its sleeps do not hold the process. */
  clock: Clock;
  batchBytes: number;
  batchCount: number;
  lingerMs: number;
  /** 0–1, as Math.random. */
  random: () => number;
  /** Writes a report about dropped logs as a log. */
  writeReport(report: DropReport): Line;
  onAcked(count: number): void;
  /** An attempt failed and will be repeated. */
  onFailed(reason: string): void;
}

/** The way out of the buffer: one batch in flight at a time, in order, each until it has an answer. */
export interface Delivery {
  /** There is something new in the buffer. */
  wake(): void;
  /** Tries again at once, unless the server asked to wait, and lets no batch wait to fill until the returned function is called. */
  hurry(): () => void;
  /** Resolves with true when all up to this log are answered or dropped, and drops are told; with false once stopped. */
  settled(sequence: number): Promise<boolean>;
  /** Breaks off; what is still there stays in the buffer. */
  stop(): void;
}

const FIRST_BACKOFF_MS = 100;
const MAX_BACKOFF_MS = 30_000;
/** However long a server asks to wait, it is asked again after so long. */
const MAX_RETRY_AFTER_MS = 300_000;
/** While logs are dropped all the time, they are told of this often. */
const REPORT_EVERY_MS = 10_000;

const ENDED = 'ended';

interface Waiter {
  sequence: number;
  resolve(isSettled: boolean): void;
}

/** 0.1 s, doubling to 30 s, of which up to a half is left to chance. */
function backoffMs(attempt: number, random: () => number): number {
  const ceiling = Math.min(FIRST_BACKOFF_MS * 2 ** Math.min(attempt, 20), MAX_BACKOFF_MS);
  return ceiling * (0.5 + random() / 2);
}

export function createDelivery(options: DeliveryOptions): Delivery {
  const { buffer, drops, send, clock, batchBytes, batchCount } = options;
  const stopped = new AbortController();
  const waiters = new Set<Waiter>();
  let pause: { kind: 'gather' | 'backoff' | 'asked'; end(): void } | null = null;
  let isRunning = false;
  let hurries = 0;
  let reportedAt = Number.NEGATIVE_INFINITY;

  const sleep = async (kind: 'gather' | 'backoff' | 'asked', ms: number): Promise<void> => {
    const controller = new AbortController();
    const end = () => {
      // the call that logs may end it many times before the sleep notices, and a reason costs a stack trace
      if (pause?.end === end) pause = null;
      controller.abort(ENDED);
    };
    if (stopped.signal.aborted) return;
    stopped.signal.addEventListener('abort', end, { once: true });
    pause = { kind, end };
    await clock.sleep(ms, controller.signal);
    pause = null;
    stopped.signal.removeEventListener('abort', end);
  };

  const isFull = (): boolean => buffer.waitingCount >= batchCount || buffer.waitingBytes >= batchBytes;
  const hasWork = (): boolean => !stopped.signal.aborted && (buffer.waitingCount > 0 || drops.isReportDue);
  const isSettled = (sequence: number): boolean => buffer.oldestSequence > sequence && !drops.isReportDue;

  const settleWaiters = (): void => {
    for (const waiter of waiters) {
      if (!isSettled(waiter.sequence)) continue;
      waiters.delete(waiter);
      waiter.resolve(true);
    }
  };

  /** Waits until a batch is worth sending. */
  const gather = async (): Promise<void> => {
    // also at once is after the call that logged
    if (hurries > 0 || isFull()) await Promise.resolve();
    else if (buffer.waitingCount > 0) await sleep('gather', options.lingerMs);
    else await sleep('gather', Math.min(Math.max(reportedAt + REPORT_EVERY_MS - clock.now(), 0), REPORT_EVERY_MS));
  };

  const conclude = (entries: readonly Entry[], outcome: Outcome): void => {
    // a report that came along is not counted among the logs
    const rejected = outcome.kind === 'taken' ? Math.min(entries.length, outcome.rejectedCount) : entries.length;
    buffer.release(entries);
    if (entries.length > rejected) options.onAcked(entries.length - rejected);
    for (const { at } of entries.slice(0, rejected)) drops.add('rejected', at);
  };

  const deliver = async (entries: readonly Entry[], report: DropReport | undefined): Promise<void> => {
    const lines = report === undefined ? entries : [options.writeReport(report), ...entries];
    for (let attempt = 0; !stopped.signal.aborted; attempt += 1) {
      const outcome = await send(lines, stopped.signal);
      if (stopped.signal.aborted) return;
      if (outcome.kind === 'later') {
        options.onFailed(outcome.reason);
        const own = backoffMs(attempt, options.random);
        if (outcome.waitMs === undefined) await sleep('backoff', own);
        else await sleep('asked', Math.max(Math.min(outcome.waitMs, MAX_RETRY_AFTER_MS), own));
        continue;
      }
      if (outcome.kind === 'too-large' && lines.length > 1) return deliverParts(entries, report);
      if (report !== undefined) drops.settle(report);
      return conclude(entries, outcome);
    }
  };

  const deliverParts = async (entries: readonly Entry[], report: DropReport | undefined): Promise<void> => {
    const middle = Math.ceil(entries.length / 2);
    await deliver(entries.slice(0, middle), undefined);
    if (middle < entries.length) await deliver(entries.slice(middle), undefined);
    // too large together with the report: it goes with a later batch
    else if (report !== undefined) await deliver([], report);
  };

  const round = async (): Promise<void> => {
    await gather();
    const isReportTime = hurries > 0 || clock.now() - reportedAt >= REPORT_EVERY_MS;
    const report = isReportTime ? drops.report() : undefined;
    if (report !== undefined) reportedAt = clock.now();
    const entries = buffer.take(batchBytes, batchCount);
    if (entries.length > 0 || report !== undefined) await deliver(entries, report);
    settleWaiters();
  };

  const run = async (): Promise<void> => {
    isRunning = true;
    while (hasWork()) await round();
    isRunning = false;
    settleWaiters();
  };

  return {
    wake() {
      if (!isRunning) {
        if (hasWork()) void run();
      } else if (pause?.kind === 'gather' && (isFull() || buffer.waitingCount === 1)) pause.end();
    },
    hurry() {
      hurries += 1;
      if (pause !== null && pause.kind !== 'asked') pause.end();
      return () => {
        hurries -= 1;
      };
    },
    settled(sequence) {
      if (stopped.signal.aborted) return Promise.resolve(false);
      if (isSettled(sequence)) return Promise.resolve(true);
      return new Promise((resolve) => waiters.add({ sequence, resolve }));
    },
    stop() {
      stopped.abort();
      for (const { resolve } of waiters) resolve(false);
      waiters.clear();
    },
  };
}
