import type { IncomingMessage } from '../../core/log-bus.ts';
import { decodeBatch, type StoredBatch } from './batch-reader.ts';
import { committedBatches } from './committed-batches.ts';
import type { FetchedPart } from './fetch-request.ts';

/** A delivery is not made larger than this by adding a further stored batch, bytes of values. */
const ENOUGH_BYTES = 8 * 1024 * 1024;
/** Read ahead no further than this. */
const FULL_BYTES = 8 * 1024 * 1024;

/** What was fetched of one partition and not yet finished, in order. */
export interface PartitionBuffer {
  /** Offset of what comes next: of the first message here, or of the next to fetch. */
  position(): number;
  /** Moves to an offset; what is here is kept where it can be. */
  seek(offset: number): void;
  fetchOffset(): number;
  /** Takes an answer to a fetch at `fetchOffset`; an answer to an older question is left out. */
  append(part: FetchedPart, askedOffset: number): void;
  /** Messages here, at most: those that remove a key are counted before they are decoded. */
  available(): number;
  isFull(): boolean;
  /** The next messages; the position stays. */
  read(maxMessages: number): { messages: IncomingMessage[]; past: number };
}

interface Waiting {
  batch: StoredBatch;
  /** The offset behind it and behind the marks of transactions that follow. */
  past: number;
}

/** @param compacted whether a null value removes a key, which is not delivered */
export function createPartitionBuffer(compacted: boolean): PartitionBuffer {
  let decoded: IncomingMessage[] = [];
  let decodedPast = 0;
  let at = 0;
  let waiting: Waiting[] = [];
  let waitingCount = 0;
  let waitingBytes = 0;
  let fetchOffset = 0;

  const isEmpty = (): boolean => at >= decoded.length && waiting.length === 0;
  const clear = (): void => {
    decoded = [];
    at = 0;
    waiting = [];
    waitingCount = 0;
    waitingBytes = 0;
  };
  const firstOffset = (): number =>
    decoded[at]?.offset ?? Math.max(decodedPast, waiting[0]?.batch.firstOffset ?? fetchOffset);
  const decodeNext = (): void => {
    const next = waiting.shift() as Waiting;
    waitingCount -= next.batch.count;
    waitingBytes -= next.batch.bytes.length;
    const messages = decodeBatch(next.batch).filter(
      ({ offset, value }) => offset >= decodedPast && (value !== null || !compacted),
    );
    for (const message of messages) message.value ??= Buffer.alloc(0);
    decoded = decoded.slice(at).concat(messages as IncomingMessage[]);
    at = 0;
    decodedPast = next.past;
  };

  return {
    position: () => (isEmpty() ? fetchOffset : firstOffset()),
    fetchOffset: () => fetchOffset,
    seek(offset) {
      if (isEmpty() || offset > fetchOffset || offset < firstOffset()) {
        clear();
        fetchOffset = offset;
        decodedPast = offset;
        return;
      }
      while (at < decoded.length && (decoded[at] as IncomingMessage).offset < offset) at++;
      if (at < decoded.length) return;
      while (waiting[0] && waiting[0].past <= offset) {
        waitingCount -= waiting[0].batch.count;
        waitingBytes -= waiting[0].batch.bytes.length;
        waiting.shift();
      }
      decodedPast = Math.max(decodedPast, offset);
    },
    append(part, askedOffset) {
      if (askedOffset !== fetchOffset) return;
      for (const { batch, hasMessages } of committedBatches(part)) {
        if (batch.lastOffset < fetchOffset) continue;
        fetchOffset = batch.lastOffset + 1;
        if (hasMessages) {
          waiting.push({ batch, past: fetchOffset });
          waitingCount += batch.count;
          waitingBytes += batch.bytes.length;
        } else if (waiting.length > 0) (waiting.at(-1) as Waiting).past = fetchOffset;
        else decodedPast = fetchOffset;
      }
    },
    available: () => decoded.length - at + waitingCount,
    isFull: () => waitingBytes >= FULL_BYTES,
    read(maxMessages) {
      let bytes = 0;
      let end = at;
      for (;;) {
        while (end < decoded.length && end - at < maxMessages && bytes < ENOUGH_BYTES) {
          bytes += (decoded[end++] as IncomingMessage).value.length;
        }
        if (end < decoded.length || end - at >= maxMessages || bytes >= ENOUGH_BYTES || waiting.length === 0) break;
        end -= at;
        decodeNext();
      }
      return { messages: decoded.slice(at, end), past: decoded[end]?.offset ?? decodedPast };
    },
  };
}
