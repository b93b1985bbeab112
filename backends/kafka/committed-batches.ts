import { isAbortMark, type StoredBatch, splitBatches } from './batch-reader.ts';
import type { FetchedPart } from './fetch-request.ts';

export interface CommittedBatch {
  batch: StoredBatch;
  /** False for marks of transactions, and for messages that were taken back. */
  hasMessages: boolean;
}

/** Goes through an answer and tells what of it is valid for those who read only what is committed. */
export function* committedBatches({ aborted, records }: FetchedPart): Generator<CommittedBatch> {
  const beginnings = [...aborted].sort((left, right) => left.firstOffset - right.firstOffset);
  const takenBack = new Set<number>();
  for (const batch of splitBatches(records)) {
    while (beginnings[0] && beginnings[0].firstOffset <= batch.lastOffset) {
      takenBack.add((beginnings.shift() as { producerId: number }).producerId);
    }
    if (batch.isControl && isAbortMark(batch)) takenBack.delete(batch.producerId);
    const isTakenBack = batch.isTransactional && takenBack.has(batch.producerId);
    yield { batch, hasMessages: !batch.isControl && !isTakenBack && batch.count > 0 };
  }
}
