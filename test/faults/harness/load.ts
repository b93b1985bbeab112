import { setTimeout as pause } from 'node:timers/promises';
import type { House } from '../../house/house.ts';

/** A steady stream of logs into a gateway, each with a marker of its own. */
export interface Load {
  /** Markers that the gateway has taken so far, in order. */
  readonly acknowledged: readonly string[];
  /** Markers of requests that failed: whether they were taken is unknown. */
  readonly unknown: readonly string[];
  /** The longest time between two answers that took something, ms. */
  longestGapMs(): number;
  /** Ends it; resolves when the last request is answered. */
  stop(): Promise<void>;
}

export interface LoadOptions {
  /** Marker number `index` is `<prefix>-<index>`. */
  prefix: string;
  logsPerSecond: number;
  /** What number `index` holds beside its marker. */
  log?(index: number): Record<string, unknown>;
}

const REQUESTS_PER_SECOND = 20;

/** Sends on schedule whatever the answers do, until the gateway's process ends; what could not be sent in time goes with the next request. */
export function startLoad(gateway: House, { prefix, logsPerSecond, log }: LoadOptions): Load {
  const acknowledged: string[] = [];
  const unknown: string[] = [];
  const begun = performance.now();
  let lastAnswerAt = begun;
  let longestGapMs = 0;
  let next = 0;
  let stopping = false;

  const sendUpTo = async (end: number): Promise<void> => {
    const markers = Array.from({ length: end - next }, (_, at) => `${prefix}-${next + at}`);
    const logs = markers.map((marker, at) => ({
      service: `service-${(next + at) % 7}`,
      message: `request ${next + at} served`,
      ...log?.(next + at),
      marker,
    }));
    next = end;
    const answer = await gateway.call('POST', '/api/v1/logs', logs).catch(() => null);
    if (answer?.status !== 202) {
      unknown.push(...markers);
      return;
    }
    acknowledged.push(...markers);
    longestGapMs = Math.max(longestGapMs, performance.now() - lastAnswerAt);
    lastAnswerAt = performance.now();
  };
  const run = async (): Promise<void> => {
    while (!stopping) {
      const due = Math.floor(((performance.now() - begun) / 1_000) * logsPerSecond);
      if (due > next) await sendUpTo(Math.min(due, next + logsPerSecond));
      await pause(1_000 / REQUESTS_PER_SECOND);
    }
  };
  // a fault that fails in between does not come to stop it
  void gateway.ended.then(() => {
    stopping = true;
  });
  const running = run();
  return {
    acknowledged,
    unknown,
    longestGapMs: () => Math.max(longestGapMs, performance.now() - lastAnswerAt),
    async stop() {
      stopping = true;
      await running;
    },
  };
}
