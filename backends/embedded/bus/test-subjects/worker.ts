import { parentPort, workerData } from 'node:worker_threads';
import { createEmbeddedBus } from '../../log-bus.ts';

/** A thread of its own that publishes numbered messages, or moves them from `in` to `out`, as `workerData` says. */
export interface WorkerTask {
  dir: string;
  role: 'publish' | 'move';
  name: string;
  count: number;
}

const { dir, role, name, count } = workerData as WorkerTask;
const bus = await createEmbeddedBus({ dir, now: Date.now, checkpoint: role === 'move', check: false });

if (role === 'publish') {
  for (let from = 0; from < count; from += 10) {
    const values = Array.from({ length: 10 }, (_, index) => `${name}#${from + index}`);
    await bus.publish(values.map((value) => ({ topic: 'in', key: name, value })));
  }
} else {
  await bus.subscribe({
    group: 'mover',
    topics: ['in'],
    maxMessages: 100,
    onBatch: ({ messages, partition, commit }) =>
      commit({ publish: messages.map(({ key, value }) => ({ topic: 'out', key, value, partition })) }),
  });
  const asked = Promise.withResolvers<void>();
  parentPort?.once('message', () => asked.resolve());
  parentPort?.postMessage('ready');
  await asked.promise;
}
await bus.close();
