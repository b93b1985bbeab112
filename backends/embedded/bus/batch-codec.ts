import { constants, crc32, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { PipelineError } from '../../../core/errors.ts';
import type { IncomingMessage, OutgoingMessage } from '../../../core/log-bus.ts';

/**
 * One stored batch, little-endian:
 * u32 count, u32 flags, u32 bytes of values, u32 reserved, f64 timestamp of all (unless the flag says each has its own);
 * count × (u32 value length, u32 key + 1, u32 headers + 1), where key and headers are places in the dictionary;
 * [count × f64 timestamp]; the values; the dictionary as JSON: [[key…], [headers…]].
 * The whole is zstd-compressed when that pays, and its CRC-32 is taken as stored.
 */
export interface EncodedBatch {
  count: number;
  /** Epoch ms. */
  maxTimestamp: number;
  compressed: 0 | 1;
  checksum: number;
  payload: Uint8Array;
}

const HEAD_BYTES = 24;
const ROW_BYTES = 12;
const OWN_TIMESTAMPS = 1;
const MAX_COUNT = 4_096;
const MAX_BYTES = 2 * 1024 * 1024;
/** Below this a zstd frame costs more time than its bytes are worth. */
const COMPRESS_FROM_BYTES = 1_024;
const ZSTD = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };
const NO_HEADERS: Readonly<Record<string, string>> = Object.freeze({});

let scratch = Buffer.allocUnsafeSlow(4 * MAX_BYTES);

function scratchOf(bytes: number): Buffer {
  if (bytes <= scratch.length) return scratch;
  const larger = Buffer.allocUnsafeSlow(bytes);
  // One huge message must not pin its size for good.
  if (bytes <= 16 * MAX_BYTES) scratch = larger;
  return larger;
}

interface Dictionary {
  place(word: string): number;
  words: string[];
}

function createDictionary(): Dictionary {
  const places = new Map<string, number>();
  const words: string[] = [];
  const place = (word: string): number => {
    let at = places.get(word);
    if (at === undefined) {
      at = words.push(word);
      places.set(word, at);
    }
    return at;
  };
  return { place, words };
}

function createHeaderDictionary() {
  const texts = createDictionary();
  let previous: Readonly<Record<string, string>> | undefined;
  let previousPlace = 0;
  const place = (headers: Readonly<Record<string, string>> | undefined): number => {
    if (headers === undefined) return 0;
    if (headers !== previous) {
      const text = JSON.stringify(headers);
      previousPlace = text === '{}' ? 0 : texts.place(text);
      previous = headers;
    }
    return previousPlace;
  };
  return { place, texts };
}

function upperBoundOfValue(value: OutgoingMessage['value']): number {
  return value === null ? 0 : typeof value === 'string' ? value.length * 3 : value.byteLength;
}

/** Cuts messages into batches that a reader can hold at ease, and encodes each. `now` is the timestamp of those without one. */
export function encodeBatches(messages: readonly OutgoingMessage[], now: number): EncodedBatch[] {
  const batches: EncodedBatch[] = [];
  let from = 0;
  let bytes = 0;
  for (let at = 0; at < messages.length; at++) {
    const value = messages[at]?.value ?? null;
    const size = value === null ? 0 : value.length;
    if (at > from && (at - from >= MAX_COUNT || bytes + size > MAX_BYTES)) {
      batches.push(encodeBatch(messages.slice(from, at), now));
      from = at;
      bytes = 0;
    }
    bytes += size;
  }
  if (from < messages.length) batches.push(encodeBatch(from === 0 ? messages : messages.slice(from), now));
  return batches;
}

function encodeBatch(messages: readonly OutgoingMessage[], now: number): EncodedBatch {
  const count = messages.length;
  let bound = HEAD_BYTES + count * (ROW_BYTES + 8);
  for (const message of messages) bound += upperBoundOfValue(message.value);
  const buffer = scratchOf(bound);
  const view = new DataView(buffer.buffer, buffer.byteOffset, buffer.length);
  const times = writeTimestamps(messages, view, now);
  const valuesAt = HEAD_BYTES + count * ROW_BYTES + (times.own ? count * 8 : 0);
  const keys = createDictionary();
  const headers = createHeaderDictionary();
  let end = valuesAt;
  let row = HEAD_BYTES;
  for (const { key, value, headers: own } of messages) {
    const length = writeValue(buffer, end, value);
    view.setUint32(row, length, true);
    view.setUint32(row + 4, key === null ? 0 : keys.place(key), true);
    view.setUint32(row + 8, headers.place(own), true);
    row += ROW_BYTES;
    end += length;
  }
  view.setUint32(0, count, true);
  view.setUint32(4, times.own ? OWN_TIMESTAMPS : 0, true);
  view.setUint32(8, end - valuesAt, true);
  view.setUint32(12, 0, true);
  view.setFloat64(16, times.first, true);
  const dictionary = Buffer.from(`[${JSON.stringify(keys.words)},[${headers.texts.words.join(',')}]]`);
  return { count, maxTimestamp: times.max, ...pack(buffer.subarray(0, end), dictionary) };
}

function writeTimestamps(messages: readonly OutgoingMessage[], view: DataView, now: number) {
  const first = messages[0]?.timestamp ?? now;
  let max = first;
  let own = false;
  for (const { timestamp = now } of messages) {
    if (timestamp !== first) own = true;
    if (timestamp > max) max = timestamp;
  }
  if (own) {
    let at = HEAD_BYTES + messages.length * ROW_BYTES;
    for (const { timestamp = now } of messages) {
      view.setFloat64(at, timestamp, true);
      at += 8;
    }
  }
  return { first, max, own };
}

function writeValue(buffer: Buffer, at: number, value: OutgoingMessage['value']): number {
  if (value === null) return 0;
  if (typeof value === 'string') return buffer.write(value, at, 'utf8');
  buffer.set(value, at);
  return value.byteLength;
}

function pack(body: Buffer, dictionary: Buffer): Pick<EncodedBatch, 'payload' | 'compressed' | 'checksum'> {
  const plain = Buffer.concat([body, dictionary]);
  if (plain.length >= COMPRESS_FROM_BYTES) {
    const payload = zstdCompressSync(plain, ZSTD);
    if (payload.length < plain.length * 0.95) return { payload, compressed: 1, checksum: crc32(payload) };
  }
  return { payload: plain, compressed: 0, checksum: crc32(plain) };
}

/** A batch as it stands in the database. */
export interface StoredBatch {
  baseOffset: number;
  compressed: number;
  checksum: number;
  payload: Uint8Array;
}

/** The messages of a batch, in order. Their values are views of one buffer. @throws PipelineError `data_corrupt` */
export function decodeBatch({ baseOffset, compressed, checksum, payload }: StoredBatch): IncomingMessage[] {
  if (crc32(payload) !== checksum) {
    throw new PipelineError('data_corrupt', `the batch at offset ${baseOffset} does not match its checksum`);
  }
  const bytes = compressed
    ? zstdDecompressSync(payload)
    : Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const count = view.getUint32(0, true);
  const own = (view.getUint32(4, true) & OWN_TIMESTAMPS) !== 0;
  const timesAt = HEAD_BYTES + count * ROW_BYTES;
  const valuesAt = timesAt + (own ? count * 8 : 0);
  const dictionary = bytes.toString('utf8', valuesAt + view.getUint32(8, true));
  const [keys, headers] = JSON.parse(dictionary) as [string[], Record<string, string>[]];
  const timestamp = view.getFloat64(16, true);
  const messages: IncomingMessage[] = new Array(count);
  let at = valuesAt;
  for (let index = 0; index < count; index++) {
    const row = HEAD_BYTES + index * ROW_BYTES;
    const end = at + view.getUint32(row, true);
    messages[index] = {
      offset: baseOffset + index,
      key: keys[view.getUint32(row + 4, true) - 1] ?? null,
      value: bytes.subarray(at, end),
      headers: headers[view.getUint32(row + 8, true) - 1] ?? NO_HEADERS,
      timestamp: own ? view.getFloat64(timesAt + index * 8, true) : timestamp,
    };
    at = end;
  }
  return messages;
}
