import type { AtomicWriter } from '../../core/log-bus.ts';
import { openPartitionProducer, type TransactionSettings } from './partition-producer.ts';

/** Opens the one writer of a name. A producer has one transaction at a time, so writes that overlap go one after another. */
export async function openAtomicWriter(settings: TransactionSettings, name: string): Promise<AtomicWriter> {
  const producer = await openPartitionProducer(settings, name);
  let last: Promise<unknown> = Promise.resolve();
  return {
    async write(messages) {
      const writing = last.then(() => producer.commit(messages, null));
      last = writing.catch(() => {});
      await writing;
    },
  };
}
