import { createLogGenerator } from './generate-logs.ts';
import { type House, startHouse, withFolder } from './harness/house.ts';
import { postLogs, waitUntilStored } from './harness/pipeline.ts';
import type { Row, RunOptions, Scenario } from './harness/scenario.ts';
import { median, quantile } from './harness/statistics.ts';
import { untilIdle } from './harness/until-idle.ts';

const BATCH = 1_000;
const SPAN_MS = 55 * 60_000;
const WARM_UPS = 20;
const REQUESTS = 200;
const RARE_EVERY = 3_000;
const RARE_WORDS = 100;
/** Each request begins so much later than the one before, so that none can be answered from memory of another. */
const STEP_MS = 137;
const COMMON = ['user', 'request', 'ms', 'from', 'for', 'after', 'of', 'timeout', 'rows', 'payment'];
const PHRASES = [
  'failed login for user',
  'connection refused by',
  'slow request on',
  'permission denied for',
  'payment declined',
  'health check passed',
  'added to cart of user',
  'out of disk space',
];

/** Made of letters only, three times or so among the million. */
function rareWord(index: number): string {
  const letters = 'bcdfghjklmnpqrstvwxz';
  return `qx${letters[index % 20]}${letters[(index * 7 + 3) % 20]}${letters[Math.floor(index / 20) % 20]}qx`;
}

interface Question {
  what: string;
  targetMs: number;
  /** Path and parameters without the range. */
  ask(index: number): { path: string; parameters: Record<string, string> };
}

const pick = (from: readonly string[], index: number): string => from[index % from.length] ?? '';
const search = (q: string) => ({ path: 'search', parameters: { q, limit: '100' } });

const QUESTIONS: readonly Question[] = [
  { what: 'newest 100 with a common word', targetMs: 40, ask: (index) => search(pick(COMMON, index)) },
  { what: 'newest 100 with a rare word', targetMs: 20, ask: (index) => search(rareWord(index % RARE_WORDS)) },
  { what: 'newest 100 with a phrase', targetMs: 40, ask: (index) => search(`"${pick(PHRASES, index)}"`) },
  { what: 'statistics', targetMs: 50, ask: () => ({ path: 'stats', parameters: {} }) },
  {
    what: 'trend by the minute',
    targetMs: 50,
    ask: (index) => ({
      path: 'trends',
      parameters: { interval: '1m', by: pick(['category', 'level', 'service', 'status_code'], index) },
    }),
  },
  {
    what: 'top services for a word',
    targetMs: 100,
    ask: (index) => ({ path: 'facets', parameters: { q: pick(COMMON, index), fields: 'service' } }),
  },
];

async function fill(house: House, logs: number, from: number): Promise<void> {
  const generator = createLogGenerator(9, { startAt: from, logsPerSecond: logs / (SPAN_MS / 1_000) });
  for (let sent = 0; sent < logs; sent += BATCH) {
    const batch = Array.from({ length: BATCH }, (_, index) => {
      const log = generator.next();
      const rare = (sent + index) / RARE_EVERY;
      if (Number.isInteger(rare)) log.message += ` ${rareWord(rare % RARE_WORDS)}`;
      return JSON.stringify(log);
    });
    await postLogs(house, Buffer.from(`${batch.join('\n')}\n`), BATCH);
  }
}

async function askAll(house: House, from: number, to: number): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { what, targetMs, ask } of QUESTIONS) {
    const once = async (index: number): Promise<number> => {
      const { path, parameters } = ask(index);
      const range = new URLSearchParams({ ...parameters, from: String(from + index * STEP_MS), to: String(to) });
      const begun = performance.now();
      const { status, body } = await house.http.get(`/api/v1/logs/${path}?${range}`);
      if (status !== 200) throw new Error(`${path}: ${status} ${body.toString().slice(0, 200)}`);
      return performance.now() - begun;
    };
    const first = await once(0);
    const warm: number[] = [];
    for (let index = 1; index <= WARM_UPS + REQUESTS; index++) {
      const ms = await once(index);
      if (index > WARM_UPS) warm.push(ms);
    }
    rows.push({ what: `${what}, p99`, value: quantile(warm, 0.99), unit: 'ms', target: { op: '<=', value: targetMs } });
    rows.push({ what: `${what}, median`, value: median(warm), unit: 'ms' });
    rows.push({ what: `${what}, first after a start`, value: first, unit: 'ms' });
  }
  return rows;
}

async function run({ quick, log }: RunOptions): Promise<Row[]> {
  const logs = quick ? 200_000 : 1_000_000;
  return withFolder(async (dataDir) => {
    const from = Date.now() - SPAN_MS - 60_000;
    const to = Date.now();
    const filling = await startHouse({ dataDir });
    await fill(filling, logs, from);
    await waitUntilStored(filling, logs, from - 5_000, to);
    await untilIdle(filling);
    await filling.stop();
    log(`${logs} logs stored`);
    const house = await startHouse({ dataDir, connections: 1 });
    await untilIdle(house);
    try {
      return await askAll(house, from, to);
    } finally {
      await house.stop();
    }
  });
}

export const scenario: Scenario = {
  name: 'query-to-answer',
  description: `1,000,000 logs of 55 minutes go in over HTTP; when background work has come to rest the server is started anew. Then one client asks ${WARM_UPS + REQUESTS + 1} times each, over HTTP, with changing words, and with a range over all logs whose begin moves on by ${STEP_MS} ms each time. The figures are of the last ${REQUESTS}, from the request to the last byte of the answer; the very first is given apart.`,
  run,
};
