import { PipelineError } from '../../core/errors.ts';
import type { IncomingMessage } from '../../core/log-bus.ts';
import { decompress } from './compression.ts';
import { BATCH, BATCH_PREFIX_BYTES, NO_HEADERS } from './record-batch.ts';

/** A batch as it came, not yet decompressed. */
export interface StoredBatch {
  bytes: Buffer;
  firstOffset: number;
  lastOffset: number;
  count: number;
  /** Of the first message, epoch ms. */
  firstTimestamp: number;
  producerId: number;
  isTransactional: boolean;
  /** A mark of a transaction rather than messages. */
  isControl: boolean;
}

/** Cuts an answer into its batches. The last may be cut off by the broker: it is left out. @throws PipelineError `data_corrupt` */
export function* splitBatches(bytes: Buffer): Generator<StoredBatch> {
  for (let at = 0; at + BATCH.recordsAt <= bytes.length; ) {
    const end = at + BATCH_PREFIX_BYTES + bytes.readInt32BE(at + BATCH.lengthAt);
    if (end > bytes.length) return;
    const magic = bytes[at + BATCH.magicAt];
    if (magic !== BATCH.magic) {
      throw new PipelineError('data_corrupt', `A batch of Kafka has format ${magic}, which is older than 2017.`);
    }
    const batch = bytes.subarray(at, end);
    const attributes = batch.readInt16BE(BATCH.attributesAt);
    const firstOffset = readInt64(batch, 0);
    yield {
      bytes: batch,
      firstOffset,
      lastOffset: firstOffset + batch.readInt32BE(BATCH.lastOffsetDeltaAt),
      count: batch.readInt32BE(BATCH.countAt),
      firstTimestamp: readInt64(batch, BATCH.firstTimestampAt),
      producerId: readInt64(batch, BATCH.producerIdAt),
      isTransactional: (attributes & BATCH.isTransactional) !== 0,
      isControl: (attributes & BATCH.isControl) !== 0,
    };
    at = end;
  }
}

/** Whether a control batch ends its transaction by taking it back. */
export function isAbortMark({ bytes }: StoredBatch): boolean {
  const cursor = { at: BATCH.recordsAt };
  readVarint(bytes, cursor); // length
  cursor.at += 1;
  readVarint(bytes, cursor); // timestamp
  readVarint(bytes, cursor); // offset
  readVarint(bytes, cursor); // length of the key: a version and a type, two bytes each
  return bytes.readInt16BE(cursor.at + 2) === 0;
}

/** A message as stored; on a compacted topic a null value removes the key. */
export interface StoredMessage extends Omit<IncomingMessage, 'value'> {
  value: Buffer | null;
}

/** The messages of a batch, in order. @throws PipelineError `data_corrupt` */
export function decodeBatch(batch: StoredBatch): StoredMessage[] {
  const { bytes, firstOffset, firstTimestamp, count } = batch;
  const attributes = bytes.readInt16BE(BATCH.attributesAt);
  const records = decompress(bytes.subarray(BATCH.recordsAt), attributes & BATCH.compressionBits);
  const appended = attributes & BATCH.isAppendTime ? readInt64(bytes, BATCH.maxTimestampAt) : null;
  const messages: StoredMessage[] = new Array(count);
  const cursor = { at: 0 };
  const keys = createRepeated((from, to) => records.toString('utf8', from, to), records);
  const headers = createRepeated((from) => readHeaders(records, from), records);
  for (let index = 0; index < count; index++) {
    const length = readVarint(records, cursor);
    const end = cursor.at + length;
    cursor.at += 1;
    const timestamp = firstTimestamp + readVarint(records, cursor);
    const offset = firstOffset + readVarint(records, cursor);
    const keyLength = readVarint(records, cursor);
    const key = keyLength < 0 ? null : keys(cursor.at, cursor.at + keyLength);
    cursor.at += Math.max(keyLength, 0);
    const valueLength = readVarint(records, cursor);
    const value = valueLength < 0 ? null : records.subarray(cursor.at, cursor.at + valueLength);
    cursor.at += Math.max(valueLength, 0);
    messages[index] = {
      offset,
      key,
      value,
      headers: headers(cursor.at, end),
      timestamp: appended ?? timestamp,
    };
    cursor.at = end;
  }
  return messages;
}

/** Reads a part of each record, and not again when its bytes are those of the record before. */
function createRepeated<T>(read: (from: number, to: number) => T, bytes: Buffer): (from: number, to: number) => T {
  let lastFrom = -1;
  let lastTo = -1;
  let last: T | undefined;
  return (from, to) => {
    const isSame =
      lastFrom >= 0 && to - from === lastTo - lastFrom && bytes.compare(bytes, lastFrom, lastTo, from, to) === 0;
    if (!isSame) {
      last = read(from, to);
      lastFrom = from;
      lastTo = to;
    }
    return last as T;
  };
}

function readHeaders(bytes: Buffer, from: number): Readonly<Record<string, string>> {
  const cursor = { at: from };
  const count = readVarint(bytes, cursor);
  if (count <= 0) return NO_HEADERS;
  const text = (): string => {
    const length = Math.max(readVarint(bytes, cursor), 0);
    cursor.at += length;
    return bytes.toString('utf8', cursor.at - length, cursor.at);
  };
  const entries: [string, string][] = [];
  for (let index = 0; index < count; index++) entries.push([text(), text()]);
  return Object.freeze(Object.fromEntries(entries));
}

/** Exact to 2^53, which is enough for offsets and times. */
function readInt64(bytes: Buffer, at: number): number {
  return bytes.readInt32BE(at) * 2 ** 32 + bytes.readUInt32BE(at + 4);
}

function readVarint(bytes: Buffer, cursor: { at: number }): number {
  let byte = bytes[cursor.at++] as number;
  let value = byte & 0x7f;
  for (let scale = 0x80; byte >= 0x80; scale *= 0x80) {
    byte = bytes[cursor.at++] as number;
    value += (byte & 0x7f) * scale;
  }
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}
