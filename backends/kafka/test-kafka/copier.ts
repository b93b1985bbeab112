import { createKafkaBus } from '../log-bus.ts';
import { BROKERS } from './admin.ts';

/**
 * Copies a topic to another and counts in the state topic, exactly once: `copier.ts INPUT OUTPUT STATE GROUP`. Told "stall" it
 * stops itself as a stalled machine would, in the middle of its next commit.
 */
const [input = '', output = '', stateTopic = '', group = ''] = process.argv.slice(2);
const bus = await createKafkaBus({ brokers: BROKERS, clientId: 'copier', now: Date.now, sessionTimeoutMs: 6_000 });
const counts = new Map<number, number>();
let stalls = false;

process.on('message', async (order) => {
  if (order === 'stall') stalls = true;
  else if (order === 'end') {
    await bus.close();
    process.disconnect();
  }
});

await bus.subscribe({
  group,
  topics: [input],
  stateTopic,
  maxMessages: 20,
  onAssigned({ partition, state }) {
    counts.set(partition, Number(state.get('count') ?? 0));
  },
  async onBatch({ partition, messages, commit }) {
    const count = (counts.get(partition) ?? 0) + messages.length;
    counts.set(partition, count);
    const copies = messages.map(({ key, value }) => ({ topic: output, partition, key, value }));
    const committing = commit({
      publish: [...copies, { topic: stateTopic, partition, key: 'count', value: `${count}` }],
    });
    if (stalls) {
      stalls = false;
      process.send?.('stalling');
      setTimeout(() => process.kill(process.pid, 'SIGSTOP'), Math.random() * 20);
    }
    await committing;
    process.send?.(`copied ${partition}`);
  },
});
