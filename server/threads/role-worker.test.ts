import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, it } from '@jest/globals';
import { openBackends } from '../../backends/open.ts';
import { silentLogger } from '../../core/logger.ts';
import { TOPICS } from '../../core/topics.ts';
import { loadConfig } from '../config.ts';
import type { FromThread, ThreadStart } from './messages.ts';

it('a thread whose second role cannot start says why, and ends though the first already reads', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'worker-'));
  const config = { ...loadConfig({ env: { DATA_DIR: dir, LOG_LEVEL: 'error' } }) };
  const bus = await openBackends(config, { logger: silentLogger, now: Date.now }).openBus(false);
  await bus.createTopics(TOPICS);
  const workerData: ThreadStart = { name: 'test', roles: ['processor', 'gateway'], config, keeper: true };
  const worker = new Worker(new URL('./role-worker.ts', import.meta.url), { workerData });
  const said: FromThread[] = [];
  worker.on('message', (message) => said.push(message));
  expect(await once(worker, 'exit')).toEqual([1]);
  expect(said).toEqual([{ type: 'failed', code: 'internal', message: expect.stringContaining('gateway') }]);
  await bus.close();
  rmSync(dir, { recursive: true });
});
