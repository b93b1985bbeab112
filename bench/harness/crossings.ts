import { setTimeout as sleep } from 'node:timers/promises';
import { LEVELS, type LogEvent } from '../../core/record.ts';
import { formatTime } from '../../core/time.ts';
import { type SlackStandIn, startSlackStandIn } from '../../test/stand-ins/slack-server.ts';
import { createBatches } from './batches.ts';
import type { House } from './house.ts';
import { postLogs } from './pipeline.ts';
import { keepPace, waitFor } from './wait.ts';

const BATCH = 100;
const PER_SECOND = 50;
/** What goes on beside the crossings. */
export const LOGS_PER_SECOND = BATCH * PER_SECOND;
const WARM_UP_MS = 5_000;
/** Not a whole second, so that crossings fall on every phase of the timers inside. */
export const EVERY_MS = 2_370;
export const FAILED_LOGINS = 10;
const PATIENCE_MS = 30_000;

/** Crosses no rule, so that every message is one that was waited for. */
const isQuiet = ({ level }: LogEvent): boolean => LEVELS.indexOf(level) <= LEVELS.indexOf('info');

/** A local Slack that notes when it was first told of an address. */
export interface SlackWatch {
  slack: SlackStandIn;
  arrivals: ReadonlyMap<string, number>;
}

export async function watchSlack(): Promise<SlackWatch> {
  const arrivals = new Map<string, number>();
  const slack = await startSlackStandIn({
    onRequest({ body }) {
      const arrived = performance.now();
      for (const [address] of body.matchAll(/203\.0\.113\.\d+/g)) {
        if (!arrivals.has(address)) arrivals.set(address, arrived);
      }
    },
  });
  return { slack, arrivals };
}

const addressOf = (number: number): string => `203.0.113.${number + 1}`;

/** As many failed logins of one address as the shipped rule asks for. */
function crossing(number: number): Buffer {
  const address = addressOf(number);
  const lines = Array.from({ length: FAILED_LOGINS }, (_, index) =>
    JSON.stringify({
      timestamp: formatTime(Date.now()),
      level: 'warn',
      service: 'auth',
      message: `failed login for user u${index} from ${address}: invalid password`,
      ip_address: address,
    }),
  );
  return Buffer.from(`${lines.join('\n')}\n`);
}

export interface Crossings {
  house: House;
  watch: SlackWatch;
  /** No two calls may have the same addresses. */
  first: number;
  count: number;
}

/** Crosses the rule again and again; resolves with the times from the answer to each message, ms. */
async function cross({ house, watch, first, count }: Crossings): Promise<number[]> {
  const latencies: number[] = [];
  for (let number = first; number < first + count; number++) {
    await postLogs(house, crossing(number), FAILED_LOGINS);
    const answered = performance.now();
    const address = addressOf(number);
    const arrived = await waitFor(
      `the message about ${address}`,
      PATIENCE_MS,
      2,
      () => watch.arrivals.get(address) ?? null,
    );
    latencies.push(arrived - answered);
    await sleep(Math.max(0, EVERY_MS - (performance.now() - answered)));
  }
  return latencies;
}

/** Crosses the rule under load; resolves with the times from the answer to each message, ms. */
export async function crossUnderLoad(crossings: Crossings): Promise<number[]> {
  const quiet = createBatches({ size: BATCH, count: 100, seed: 5, keep: isQuiet });
  const background = keepPace({
    perSecond: PER_SECOND,
    durationMs: WARM_UP_MS + crossings.count * (EVERY_MS + 100),
    act: () => postLogs(crossings.house, quiet.next(Date.now(), 1_000 / PER_SECOND), BATCH),
  });
  const measured = sleep(WARM_UP_MS).then(() => cross(crossings));
  const [latencies] = await Promise.all([measured, background]);
  return latencies;
}
