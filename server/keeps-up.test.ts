import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { createEmbeddedBus } from '../backends/embedded/log-bus.ts';
import type { LogBus } from '../core/log-bus.ts';
import { GROUP, TOPICS } from '../core/topics.ts';
import { keepsUp } from './keeps-up.ts';

let dir: string;
let bus: LogBus;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'keeps-up-'));
  bus = await createEmbeddedBus({ dir, now: Date.now });
  await bus.createTopics(TOPICS);
});
afterEach(async () => {
  await bus.close();
  rmSync(dir, { recursive: true });
});

const check = (isUp: boolean, stopReason: string | null) =>
  keepsUp(bus, GROUP.processor, { isUp: () => isUp, stopReason: () => stopReason })();

it('is healthy when nothing waits', async () => {
  expect(await check(true, null)).toEqual({ status: 'healthy', lag: 0, oldest_age_ms: 0 });
});

it('is unhealthy when its thread is down, whatever it said before', async () => {
  expect(await check(false, 'too many fail')).toMatchObject({ status: 'unhealthy', detail: 'its thread is down' });
});

it('says why it is stopped also while the bus does not answer', async () => {
  await bus.close();
  await expect(bus.lag()).rejects.toThrow();
  expect(await check(true, 'too many fail')).toMatchObject({ status: 'degraded', detail: 'too many fail' });
});
