import { type LedgerCounts, writeCounts } from '../core/ledger.ts';
import type { OutgoingMessage } from '../core/log-bus.ts';
import { TOPIC } from '../core/topics.ts';

/** Where a partition of `logs` stands, with its side of the ledger. */
export type Checkpoint = LedgerCounts['processor'] & {
  watermark: number | null;
  newest: number | null;
};

/** Its key on `logs.state`. */
export const CHECKPOINT_KEY = 'checkpoint';

const EMPTY: Checkpoint = {
  offset: 0,
  epoch: '',
  earlier: 0,
  watermark: null,
  newest: null,
  taken: 0,
  classified: 0,
  deadLettered: 0,
};

/** As last committed. The offset of a topic that was made anew since means nothing. */
export function restoreCheckpoint(state: ReadonlyMap<string, Buffer>, epoch: string): Checkpoint {
  const stored = state.get(CHECKPOINT_KEY);
  const checkpoint = { ...EMPTY, ...(stored && (JSON.parse(stored.toString()) as Checkpoint)) };
  if (checkpoint.epoch === epoch) return checkpoint;
  return { ...checkpoint, epoch, offset: 0, earlier: checkpoint.earlier + checkpoint.offset };
}

/** What is to be committed of it: the state of its partition, and the counts of the ledger. */
export function writeCheckpoint(partition: number, checkpoint: Checkpoint): OutgoingMessage[] {
  const { watermark: _watermark, newest: _newest, ...counts } = checkpoint;
  return [
    { topic: TOPIC.state, partition, key: CHECKPOINT_KEY, value: JSON.stringify(checkpoint) },
    writeCounts('processor', partition, counts),
  ];
}
