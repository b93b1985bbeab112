import { setTimeout as sleep } from 'node:timers/promises';
import { LEVELS, type LogEvent } from '../core/record.ts';
import { formatTime } from '../core/time.ts';
import { startSlackStandIn } from '../test/stand-ins/slack-server.ts';
import { createBatches } from './harness/batches.ts';
import { type House, withHouse } from './harness/house.ts';
import { postLogs } from './harness/pipeline.ts';
import type { Row, RunOptions, Scenario } from './harness/scenario.ts';
import { median, quantile } from './harness/statistics.ts';
import { keepPace, waitFor } from './harness/wait.ts';

const BATCH = 100;
const PER_SECOND = 50;
const WARM_UP_MS = 5_000;
/** Not a whole second, so that crossings fall on every phase of the timers inside. */
const EVERY_MS = 2_370;
const FAILED_LOGINS = 10;
const PATIENCE_MS = 30_000;

/** Crosses no rule, so that every message is one that was waited for. */
const isQuiet = ({ level }: LogEvent): boolean => LEVELS.indexOf(level) <= LEVELS.indexOf('info');

const addressOf = (repetition: number): string => `203.0.113.${repetition + 1}`;

/** As many failed logins of one address as the shipped rule asks for. */
function crossing(repetition: number): Buffer {
  const address = addressOf(repetition);
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

/** Crosses the rule again and again; resolves with the times from the answer to each message, ms. */
async function cross(house: House, repetitions: number, arrivals: ReadonlyMap<string, number>): Promise<number[]> {
  const latencies: number[] = [];
  for (let repetition = 0; repetition < repetitions; repetition++) {
    await postLogs(house, crossing(repetition), FAILED_LOGINS);
    const answered = performance.now();
    const address = addressOf(repetition);
    const arrived = await waitFor(`the message about ${address}`, PATIENCE_MS, 2, () => arrivals.get(address) ?? null);
    latencies.push(arrived - answered);
    await sleep(Math.max(0, EVERY_MS - (performance.now() - answered)));
  }
  return latencies;
}

async function run({ quick, log }: RunOptions): Promise<Row[]> {
  const repetitions = quick ? 5 : 20;
  const arrivals = new Map<string, number>();
  const slack = await startSlackStandIn({
    onRequest({ body }) {
      const arrived = performance.now();
      for (const [address] of body.matchAll(/203\.0\.113\.\d+/g)) {
        if (!arrivals.has(address)) arrivals.set(address, arrived);
      }
    },
  });
  const quiet = createBatches({ size: BATCH, count: 100, seed: 5, keep: isQuiet });
  try {
    const settings = { SLACK_WEBHOOK_URL: slack.url };
    const latencies = await withHouse({ connections: 16, settings }, async (house) => {
      const background = keepPace({
        perSecond: PER_SECOND,
        durationMs: WARM_UP_MS + repetitions * (EVERY_MS + 100),
        act: () => postLogs(house, quiet.next(Date.now(), 1_000 / PER_SECOND), BATCH),
      });
      await sleep(WARM_UP_MS);
      const [measured] = await Promise.all([cross(house, repetitions, arrivals), background]);
      return measured;
    });
    log(`${latencies.length} crossings, ${slack.messages().length} messages`);
    return [
      { what: 'crossing until the message, median', value: median(latencies), unit: 'ms' },
      {
        what: 'crossing until the message, longest',
        value: quantile(latencies, 1),
        unit: 'ms',
        target: { op: '<=', value: 2_000 },
      },
    ];
  } finally {
    await slack.close();
  }
}

export const scenario: Scenario = {
  name: 'crossing-to-slack',
  description: `Under ${BATCH * PER_SECOND} logs/s that cross no rule, ${FAILED_LOGINS} failed logins of one address are sent in one body, 20 times, each time of another address, ${EVERY_MS / 1_000} s apart. The shipped rules and settings are in force. The time runs from the answer to that body until a local server that speaks Slack's webhook protocol has the message that names the address.`,
  run,
};
