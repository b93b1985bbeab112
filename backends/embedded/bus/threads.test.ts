import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { probe } from '../../contract/log-bus-probe.ts';
import { createEmbeddedBus, type EmbeddedBus } from '../log-bus.ts';
import type { WorkerTask } from './test-subjects/worker.ts';

const script = new URL('./test-subjects/worker.ts', import.meta.url);
let dir = '';
let bus: EmbeddedBus;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'bus-threads-'));
  bus = await createEmbeddedBus({ dir, now: Date.now });
  await bus.createTopics(
    ['in', 'out'].map((name) => ({ name, partitions: 3, retentionMs: 86_400_000, compacted: false })),
  );
});
afterEach(async () => {
  await bus.close();
  rmSync(dir, { recursive: true, force: true });
});

function startWorker(task: Omit<WorkerTask, 'dir'>): Worker {
  return new Worker(script, { workerData: { dir, ...task } satisfies WorkerTask });
}

async function startMover(name: string): Promise<Worker> {
  const mover = startWorker({ role: 'move', name, count: 0 });
  await once(mover, 'message');
  return mover;
}

describe('threads that share a folder', () => {
  it('move every message once and in order, while the work changes hands', async () => {
    const names = ['one', 'two', 'three'];
    const count = 2_000;
    const reader = await probe(bus, { topics: ['out'] });
    const older = await startMover('older');
    const publishers = names.map((name) => startWorker({ role: 'publish', name, count }));
    await reader.until(() => reader.messages.length > 500);
    const newer = await startMover('newer');
    await reader.until(() => reader.messages.length > 2_000);
    newer.postMessage('stop');
    await once(newer, 'exit');
    await reader.until(() => reader.messages.length >= names.length * count);
    older.postMessage('stop');
    await Promise.all([older, ...publishers].map((worker) => worker.threadId === -1 || once(worker, 'exit')));
    for (const name of names) {
      const own = reader.messages.filter(({ key }) => key === name).map(({ value }) => value.toString());
      expect(own).toEqual(Array.from({ length: count }, (_, index) => `${name}#${index}`));
    }
    const lag = (await bus.lag()).filter(({ topic }) => topic === 'in');
    expect(lag.map(({ groups }) => groups[0]?.lag ?? 0)).toEqual([0, 0, 0]);
  });

  it('take over from a thread that ended without a word', async () => {
    const reader = await probe(bus, { topics: ['out'] });
    const first = await startMover('first');
    await bus.publish([{ topic: 'in', key: 'k', value: 'a' }]);
    await reader.until(() => reader.messages.length === 1);
    await first.terminate();
    const second = await startMover('second');
    await bus.publish([{ topic: 'in', key: 'k', value: 'b' }]);
    await reader.until(() => reader.messages.length === 2);
    second.postMessage('stop');
    await once(second, 'exit');
    expect(reader.texts()).toEqual(['a', 'b']);
  });
});
