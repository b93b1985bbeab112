import { createKafkaBus } from '../../../backends/kafka/log-bus.ts';
import type { CopierNews, CopierSettings } from './copier.ts';

/** Copies as our processor works: outputs, state and offset in one commit of the bus. Says what it does to its parent. */
const { brokers, input, output, state, group, sessionTimeoutMs }: CopierSettings = JSON.parse(process.argv[2] ?? '');
const tell = (news: CopierNews): void => void process.send?.(news);
const bus = await createKafkaBus({ brokers: [brokers], clientId: 'copier', now: Date.now, sessionTimeoutMs });

await bus.subscribe({
  group,
  topics: [input],
  stateTopic: state,
  lingerMs: 50,
  onAssigned: ({ partition, offset }) => tell({ kind: 'assigned', partition, offset }),
  async onBatch({ partition, messages, commit }) {
    const copies = messages.map(({ key, value }) => ({ topic: output, partition, key, value }));
    const last = messages.at(-1)?.value ?? '';
    await commit({ publish: [...copies, { topic: state, partition, key: 'last', value: last }] });
    tell({ kind: 'copied', partition });
  },
});
