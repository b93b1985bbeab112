import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, expect, it } from '@jest/globals';
import { eventually } from '../stand-ins/eventually.ts';
import { type Answer, type House, killLeftovers, makeFolder, removeFolders, startHouse } from './house.ts';
import { exportLogs, settledLedger } from './read-house.ts';

const BATCH = 100;
const LIMIT_BYTES = 24 * 1_048_576;

afterEach(killLeftovers);
afterAll(removeFolders);

/** No file of the process can grow beyond this: what a full disk does, without a disk of its own and without root. */
function limitFiles(house: House, bytes: number | 'unlimited'): void {
  execFileSync('prlimit', [`--pid=${house.pid}`, `--fsize=${bytes}:`]);
}

/** Logs that hardly compress. */
function batch(number: number) {
  return Array.from({ length: BATCH }, (_, index) => ({
    service: `s${index % 5}`,
    message: `noise ${randomBytes(3_000).toString('hex')}`,
    attributes: { marker: `${number}-${index}` },
  }));
}

interface Sent {
  batches: number;
  acknowledged: string[];
}

async function send(house: House, sent: Sent): Promise<Answer> {
  const logs = batch(sent.batches++);
  const answer = await house.call('POST', '/api/v1/logs', logs);
  if (answer.status === 202) sent.acknowledged.push(...logs.map(({ attributes }) => attributes.marker));
  return answer;
}

it('says that there is no room, answers questions meanwhile, and goes on when there is', async () => {
  const house = await startHouse({ dataDir: makeFolder() });
  const sent: Sent = { batches: 0, acknowledged: [] };
  await send(house, sent);
  await settledLedger(house);
  limitFiles(house, LIMIT_BYTES);

  const refusal = await eventually('a refusal', async () => {
    const answer = await send(house, sent);
    return answer.status === 202 ? null : answer;
  });
  expect([refusal.status, refusal.body.error.code]).toEqual([503, 'storage_full']);
  expect(Number(refusal.headers.get('retry-after'))).toBeGreaterThan(0);
  const found = await house.get('/api/v1/logs/search?q=noise&limit=10');
  expect([found.status, found.body.logs.length]).toEqual([200, 10]);
  expect((await house.get('/health/live')).status).toBe(200);
  expect((await house.get('/health')).body).toMatchObject({
    status: 'degraded',
    checks: { bus: { status: 'degraded', detail: 'the last write failed: storage_full' } },
  });

  limitFiles(house, 'unlimited');
  await eventually('room', async () => ((await send(house, sent)).status === 202 ? true : null));
  expect(await settledLedger(house)).toMatchObject({ unaccounted: 0, dead_lettered: 0 });
  const stored = (await exportLogs(house)).map(({ attributes }) => attributes.marker as string);
  expect(stored.toSorted()).toEqual(sent.acknowledged.toSorted());
  expect((await house.get('/health')).body.status).toBe('healthy');
  expect((await house.stop()).code).toBe(0);
}, 60_000);
