import type { OwnRequest } from './connection.ts';
import type { WireReader } from './wire-reader.ts';

export interface FetchPart {
  topic: string;
  partition: number;
  offset: number;
}

/** What a broker answered for one partition. */
export interface FetchedPart {
  topic: string;
  partition: number;
  errorCode: number;
  /** Where the messages that are certain end: behind it are open transactions, or nothing. */
  stableOffset: number;
  /** Transactions that were taken back, among what follows. */
  aborted: { producerId: number; firstOffset: number }[];
  /** Batches; the last may be cut off. */
  records: Buffer;
}

export interface FetchLimits {
  maxWaitMs: number;
  /** For all partitions together; the first batch always comes whole. */
  maxBytes: number;
  maxPartitionBytes: number;
}

const READ_COMMITTED = 1;
const NO_SESSION = -1;
const ANY = -1;

/** Waits at the broker until one of the partitions has something, or the time is over. */
export function fetchRequest(parts: readonly FetchPart[], limits: FetchLimits): OwnRequest<FetchedPart[]> {
  return {
    apiKey: 1,
    apiVersion: 11,
    apiName: 'Fetch',
    isFlexible: false,
    write(writer) {
      writer.int32(ANY); // not a replica
      writer.int32(limits.maxWaitMs);
      writer.int32(1); // byte at least
      writer.int32(limits.maxBytes);
      writer.int8(READ_COMMITTED);
      writer.int32(0);
      writer.int32(NO_SESSION);
      const topics = Map.groupBy(parts, ({ topic }) => topic);
      writer.array([...topics], ([topic, ofTopic]) => {
        writer.string(topic);
        writer.array(ofTopic, ({ partition, offset }) => {
          writer.int32(partition);
          writer.int32(ANY); // leader epoch
          writer.int64(offset);
          writer.int64(ANY); // begin of a replica's log
          writer.int32(limits.maxPartitionBytes);
        });
      });
      writer.array([], () => {}); // no session to take topics from
      writer.string(''); // rack
    },
    read: readFetched,
  };
}

function readFetched(reader: WireReader): FetchedPart[] {
  reader.int32(); // throttled for so long
  const errorCode = reader.int16();
  reader.int32(); // session
  const topics = reader.array(() => {
    const topic = reader.string() ?? '';
    return reader.array(() => readPart(reader, topic, errorCode));
  });
  return topics.flat();
}

function readPart(reader: WireReader, topic: string, errorOfAll: number): FetchedPart {
  const partition = reader.int32();
  const errorCode = reader.int16() || errorOfAll;
  reader.int64(); // end
  const stableOffset = reader.int64();
  reader.int64(); // begin
  const aborted = reader.array(() => ({ producerId: reader.int64(), firstOffset: reader.int64() }));
  reader.int32(); // replica that is nearer
  return { topic, partition, errorCode, stableOffset, aborted, records: reader.bytes() };
}
