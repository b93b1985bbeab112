import { getOrCreate } from '../../core/get-or-create.ts';
import type { OutgoingMessage } from '../../core/log-bus.ts';
import { type Compression, compress } from './compression.ts';
import { crc32c } from './crc32c.ts';
import { BATCH, BATCH_PREFIX_BYTES, NO_HEADERS } from './record-batch.ts';

/** Who a batch is from, so that a broker can refuse it or know it again. */
export interface BatchProducer {
  producerId: string;
  producerEpoch: number;
  sequence: number;
  isTransactional: boolean;
}

/** A record beside its key, value and headers: lengths, deltas, count. */
const RECORD_COST_BYTES = 48;
const BYTES_A_UNIT = 3;

let scratch = Buffer.allocUnsafeSlow(2 * 1024 * 1024);
/** One huge message must not pin its size for good. */
const KEPT_BYTES = 32 * 1024 * 1024;

function scratchOf(bytes: number): Buffer {
  if (bytes <= scratch.length) return scratch;
  const larger = Buffer.allocUnsafeSlow(bytes);
  if (bytes <= KEPT_BYTES) scratch = larger;
  return larger;
}

/** An upper bound of the bytes that a message takes in a batch before compression. */
export function boundOf({ key, value, headers = NO_HEADERS }: OutgoingMessage): number {
  const valueBytes = typeof value === 'string' ? value.length * BYTES_A_UNIT : (value?.length ?? 0);
  return RECORD_COST_BYTES + (key?.length ?? 0) * BYTES_A_UNIT + valueBytes + headerBound(headers);
}

function headerBound(headers: Readonly<Record<string, string>>): number {
  let bytes = 0;
  for (const name in headers) bytes += 10 + (name.length + (headers[name] as string).length) * BYTES_A_UNIT;
  return bytes;
}

/** Encodes messages as one batch. `now` is the timestamp of those without one. */
export function encodeBatch(
  messages: readonly OutgoingMessage[],
  now: number,
  producer: BatchProducer,
  compression: Compression,
): Buffer {
  let bound = 0;
  for (const message of messages) bound += boundOf(message);
  const buffer = scratchOf(bound);
  const firstTimestamp = messages[0]?.timestamp ?? now;
  let maxTimestamp = firstTimestamp;
  let at = 0;
  const parts = createPartCache();
  for (let index = 0; index < messages.length; index++) {
    const message = messages[index] as OutgoingMessage;
    const timestamp = message.timestamp ?? now;
    if (timestamp > maxTimestamp) maxTimestamp = timestamp;
    at = writeRecord(buffer, at, message, timestamp - firstTimestamp, index, parts);
  }
  const { code, bytes } = compress(buffer.subarray(0, at), compression);
  const batch = Buffer.allocUnsafeSlow(BATCH.recordsAt + bytes.length);
  batch.set(bytes, BATCH.recordsAt);
  writeHead(batch, { count: messages.length, code, firstTimestamp, maxTimestamp, producer });
  return batch;
}

interface Head {
  count: number;
  code: number;
  firstTimestamp: number;
  maxTimestamp: number;
  producer: BatchProducer;
}

function writeHead(batch: Buffer, { count, code, firstTimestamp, maxTimestamp, producer }: Head): void {
  batch.fill(0, 0, BATCH.attributesAt);
  batch.writeInt32BE(batch.length - BATCH_PREFIX_BYTES, BATCH.lengthAt);
  batch.writeInt8(BATCH.magic, BATCH.magicAt);
  batch.writeInt16BE(code | (producer.isTransactional ? BATCH.isTransactional : 0), BATCH.attributesAt);
  batch.writeInt32BE(count - 1, BATCH.lastOffsetDeltaAt);
  batch.writeBigInt64BE(BigInt(Math.trunc(firstTimestamp)), BATCH.firstTimestampAt);
  batch.writeBigInt64BE(BigInt(Math.trunc(maxTimestamp)), BATCH.maxTimestampAt);
  batch.writeBigInt64BE(BigInt(producer.producerId), BATCH.producerIdAt);
  batch.writeInt16BE(producer.producerEpoch, BATCH.producerEpochAt);
  batch.writeInt32BE(producer.sequence, BATCH.sequenceAt);
  batch.writeInt32BE(count, BATCH.countAt);
  batch.writeUInt32BE(crc32c(batch, BATCH.attributesAt, batch.length), BATCH.checksumAt);
}

/** Keys and headers come again and again: each is encoded once a batch. */
interface PartCache {
  key(key: string | null): Buffer | null;
  headers(headers: Readonly<Record<string, string>>): Buffer;
}

function createPartCache(): PartCache {
  const keys = new Map<string, Buffer>();
  let lastHeaders: Readonly<Record<string, string>> | undefined;
  let lastBytes: Buffer = Buffer.alloc(0);
  return {
    key(key) {
      if (key === null) return null;
      return getOrCreate(keys, key, () => Buffer.from(key));
    },
    headers(headers) {
      if (headers !== lastHeaders) lastBytes = encodeHeaders(headers);
      lastHeaders = headers;
      return lastBytes;
    },
  };
}

function encodeHeaders(headers: Readonly<Record<string, string>>): Buffer {
  const buffer = Buffer.allocUnsafe(10 + headerBound(headers));
  const names = Object.keys(headers);
  let at = writeVarint(buffer, 0, names.length);
  for (const name of names) {
    for (const text of [name, headers[name] as string]) {
      at = writeVarint(buffer, at, Buffer.byteLength(text));
      at += buffer.write(text, at);
    }
  }
  return buffer.subarray(0, at);
}

function writeRecord(
  buffer: Buffer,
  from: number,
  { key, value, headers = NO_HEADERS }: OutgoingMessage,
  timestampDelta: number,
  offsetDelta: number,
  parts: PartCache,
): number {
  const keyBytes = parts.key(key);
  const headerBytes = parts.headers(headers);
  const keyLength = keyBytes?.length ?? -1;
  const valueLength = value === null ? -1 : typeof value === 'string' ? Buffer.byteLength(value) : value.length;
  const lengths = sizeOfVarint(timestampDelta) + sizeOfVarint(offsetDelta) + sizeOfVarint(keyLength);
  const contents = Math.max(keyLength, 0) + Math.max(valueLength, 0) + headerBytes.length;
  let at = writeVarint(buffer, from, 1 + lengths + sizeOfVarint(valueLength) + contents);
  buffer[at++] = 0;
  at = writeVarint(buffer, at, timestampDelta);
  at = writeVarint(buffer, at, offsetDelta);
  at = writeVarint(buffer, at, keyLength);
  if (keyBytes) at = append(buffer, at, keyBytes);
  at = writeVarint(buffer, at, valueLength);
  if (typeof value === 'string') at += buffer.write(value, at);
  else if (value) at = append(buffer, at, value);
  return append(buffer, at, headerBytes);
}

function append(buffer: Buffer, at: number, bytes: Uint8Array): number {
  buffer.set(bytes, at);
  return at + bytes.length;
}

/** Zigzag as numbers, since differences of timestamps outgrow 32 bits. */
const zigzag = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value);

function sizeOfVarint(value: number): number {
  let size = 1;
  for (let rest = zigzag(value); rest >= 0x80; rest = Math.floor(rest / 0x80)) size += 1;
  return size;
}

function writeVarint(buffer: Buffer, from: number, value: number): number {
  let at = from;
  let rest = zigzag(value);
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) buffer[at++] = (rest % 0x80) | 0x80;
  buffer[at++] = rest;
  return at;
}
