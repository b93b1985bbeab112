import { afterAll, afterEach, expect, it } from '@jest/globals';
import { badRelease } from '../stand-ins/bad-release/bad-release.ts';
import { eventually } from '../stand-ins/eventually.ts';
import { type House, killLeftovers, makeFolder, removeFolders, startHouse } from './house.ts';
import { exportLogs, settledLedger } from './read-house.ts';

afterEach(killLeftovers);
afterAll(removeFolders);

const COUNT = 1_000;
const MARKERS = Array.from({ length: COUNT }, (_, index) => `${index}`);

const processorOf = async (house: House) => (await house.get('/health')).body.checks.processor;
const alertsOf = async (house: House) => (await house.get('/api/v1/alerts?rule=processor-stopped')).body.alerts;

it('is stopped by a release that fails on everything, says so everywhere, and loses nothing', async () => {
  const dataDir = makeFolder();
  const bad = await startHouse({ dataDir, settings: badRelease({ throws: '.' }) });
  const logs = MARKERS.map((marker) => ({ service: 'shop', message: 'ordered', marker }));
  expect((await bad.call('POST', '/api/v1/logs', logs)).status).toBe(202);

  const health = await eventually('a stopped processor', async () => {
    const found = await processorOf(bad);
    return found.status === 'healthy' ? null : found;
  });
  expect(health).toMatchObject({
    status: 'degraded',
    detail: expect.stringMatching(/20 of the 20 logs .*classify: 20/),
  });
  expect((await bad.get('/metrics')).text).toMatch(/^logsieve_processor_stopped_partitions 1$/m);
  const [alert] = await eventually('its alert', async () => ((await alertsOf(bad)).length > 0 ? alertsOf(bad) : null));
  expect(alert).toMatchObject({ status: 'open', severity: 'critical', description: health.detail });
  expect((await bad.get('/api/v1/queue/status')).body.ledger).toMatchObject({ dead_lettered: 20, unaccounted: 0 });
  expect(bad.ownLog().filter(({ level }) => level === 'error')).toHaveLength(1);
  await bad.stop();

  const mended = await startHouse({ dataDir });
  await settledLedger(mended);
  expect(await processorOf(mended)).toMatchObject({ status: 'healthy' });
  await mended.call('POST', '/api/v1/dlq/replay', { stage: 'classify' });
  const stored = await eventually('every log', async () => {
    const found = await exportLogs(mended);
    return found.length >= COUNT ? found : null;
  });
  expect(stored.map(({ attributes }) => attributes.marker).sort()).toEqual([...MARKERS].sort());
  expect(await alertsOf(mended)).toMatchObject([{ id: alert.id, status: 'resolved' }]);
  await mended.stop();
}, 60_000);
