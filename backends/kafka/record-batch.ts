/**
 * A batch of Kafka (magic 2), big-endian: i64 offset of the first, i32 length of what follows, i32 leader epoch, i8 magic,
 * u32 CRC-32C of what follows, i16 attributes, i32 last offset − first, i64 first timestamp, i64 highest timestamp,
 * i64 producer, i16 its epoch, i32 its sequence, i32 count, then the records, compressed together.
 */
export const BATCH = {
  lengthAt: 8,
  magicAt: 16,
  checksumAt: 17,
  attributesAt: 21,
  lastOffsetDeltaAt: 23,
  firstTimestampAt: 27,
  maxTimestampAt: 35,
  producerIdAt: 43,
  producerEpochAt: 51,
  sequenceAt: 53,
  countAt: 57,
  recordsAt: 61,
  magic: 2,
  compressionBits: 0x07,
  isAppendTime: 0x08,
  isTransactional: 0x10,
  isControl: 0x20,
} as const;

/** What stands before the counted length. */
export const BATCH_PREFIX_BYTES = 12;

export const NO_HEADERS: Readonly<Record<string, string>> = Object.freeze({});
