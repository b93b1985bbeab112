import { decodeBatch } from './batch-reader.ts';
import type { Cluster } from './cluster.ts';
import { committedBatches } from './committed-batches.ts';
import { send } from './connection.ts';
import { fetchRequest } from './fetch-request.ts';
import { MOMENT, type PartitionName } from './offset-requests.ts';
import { offsetsAt, throwFailed } from './offsets.ts';

const LIMITS = { maxWaitMs: 50, maxBytes: 16 * 1024 * 1024, maxPartitionBytes: 16 * 1024 * 1024 };

/**
 * The newest value of every key in a compacted partition, up to and with the message at `last`. Waits until that one is certain,
 * so that nothing before it is missing. Takes in no message behind it.
 */
export async function readState(cluster: Cluster, part: PartitionName, last: number): Promise<Map<string, Buffer>> {
  const state = new Map<string, Buffer>();
  let [offset = 0] = await offsetsAt(cluster, [part], MOMENT.earliest);
  while (offset <= last) {
    const answer = await cluster.patiently('reading state', async () => {
      const broker = await cluster.leader(part.topic, part.partition);
      const answers = await send(broker, fetchRequest([{ ...part, offset }], LIMITS));
      throwFailed(answers);
      return answers[0];
    });
    if (!answer) continue;
    for (const { batch, hasMessages } of committedBatches(answer)) {
      if (hasMessages) {
        for (const { key, value, offset: at } of decodeBatch(batch)) {
          if (key === null || at > last || at < offset) continue;
          if (value === null) state.delete(key);
          // A copy, so that a small value does not keep the whole answer in memory.
          else state.set(key, Buffer.from(value));
        }
      }
      offset = batch.lastOffset + 1;
    }
  }
  return state;
}
