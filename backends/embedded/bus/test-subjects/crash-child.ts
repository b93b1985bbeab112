import { writeSync } from 'node:fs';
import { createEmbeddedBus } from '../../log-bus.ts';

/**
 * Publishes and processes until it is killed: `crash-child.ts DIR ROUND`. Each line on stdout is the ids of one call that
 * was answered. What goes through must come out of `out` once, and be counted in `count`, with the offset.
 */
const [dir = '', round = ''] = process.argv.slice(2);
const bus = await createEmbeddedBus({ dir, now: Date.now });
await bus.createTopics([
  { name: 'in', partitions: 2, retentionMs: 86_400_000, compacted: false },
  { name: 'out', partitions: 2, retentionMs: 86_400_000, compacted: false },
  { name: 'count', partitions: 2, retentionMs: 0, compacted: true },
]);
const counts = [0, 0];
await bus.subscribe({
  group: 'worker',
  topics: ['in'],
  stateTopic: 'count',
  maxMessages: 40,
  onAssigned({ partition, state }) {
    counts[partition] = Number(state.get('count')?.toString() ?? 0);
  },
  async onBatch({ messages, partition, commit }) {
    const count = (counts[partition] ?? 0) + messages.length;
    const outputs = messages.map(({ key, value }) => ({ topic: 'out', key, value, partition }));
    await commit({ publish: [...outputs, { topic: 'count', key: 'count', value: `${count}`, partition }] });
    counts[partition] = count;
  },
});

async function publishForever(writer: number): Promise<never> {
  for (let call = 0; ; call++) {
    const size = 1 + ((call * 7 + writer * 13) % 40);
    const ids = Array.from({ length: size }, (_, index) => `${round}/${writer}/${call}/${index}`);
    await bus.publish(ids.map((id) => ({ topic: 'in', key: `writer-${writer}`, value: id })));
    writeSync(1, `${ids.join(' ')}\n`);
  }
}
await Promise.all([0, 1, 2].map(publishForever));
