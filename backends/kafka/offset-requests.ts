import type { OwnRequest } from './connection.ts';
import { byTopic, readPartitionAnswer, readPartitions, writePartitions } from './topic-arrays.ts';
import type { WireReader } from './wire-reader.ts';
import type { WireWriter } from './wire-writer.ts';

export interface PartitionName {
  topic: string;
  partition: number;
}

/** A group's next offset in a partition, as Kafka keeps it. */
export interface CommittedOffset extends PartitionName {
  /** -1: the group never committed here. */
  offset: number;
  /** Epoch of the topic that the offset is of. */
  epoch: string;
  errorCode: number;
}

export interface OffsetToCommit extends PartitionName {
  offset: number;
  epoch: string;
}

/** Who commits; a member that was replaced is refused. */
export interface Membership {
  group: string;
  generation: number;
  memberId: string;
}

export interface PartitionAnswer extends PartitionName {
  errorCode: number;
}

const UNKNOWN = -1;
const READ_COMMITTED = 1;

/** With `isStable` an offset that a transaction may still change is refused rather than told. */
export function offsetFetchRequest(
  group: string,
  parts: readonly PartitionName[],
  isStable: boolean,
): OwnRequest<CommittedOffset[]> {
  return {
    apiKey: 9,
    apiVersion: 7,
    apiName: 'OffsetFetch',
    isFlexible: true,
    write(writer) {
      writer.compactString(group);
      writePartitions(writer, parts, ({ partition }) => writer.int32(partition));
      writer.int8(isStable ? 1 : 0);
      writer.noTags();
    },
    read(reader) {
      reader.int32(); // throttled for so long
      const answers = readPartitions(reader, readCommitted);
      const errorCode = reader.int16();
      return answers.map((part) => ({ ...part, errorCode: part.errorCode || errorCode }));
    },
  };
}

function readCommitted(reader: WireReader, topic: string): CommittedOffset {
  const partition = reader.int32();
  const offset = reader.int64();
  reader.int32(); // leader epoch
  const epoch = reader.compactString() ?? '';
  const errorCode = reader.int16();
  reader.tags();
  return { topic, partition, offset, epoch, errorCode };
}

export function offsetCommitRequest(
  { group, generation, memberId }: Membership,
  offsets: readonly OffsetToCommit[],
): OwnRequest<PartitionAnswer[]> {
  return {
    apiKey: 8,
    apiVersion: 7,
    apiName: 'OffsetCommit',
    isFlexible: false,
    write(writer) {
      writer.string(group);
      writer.int32(generation);
      writer.string(memberId);
      writer.string(null); // not a static member
      writer.array(byTopic(offsets), ([topic, ofTopic]) => {
        writer.string(topic);
        writer.array(ofTopic, ({ partition, offset, epoch }) => {
          writer.int32(partition);
          writer.int64(offset);
          writer.int32(UNKNOWN);
          writer.string(epoch);
        });
      });
    },
    read(reader) {
      reader.int32(); // throttled for so long
      const topics = reader.array(() => {
        const topic = reader.string() ?? '';
        return reader.array(() => ({ topic, partition: reader.int32(), errorCode: reader.int16() }));
      });
      return topics.flat();
    },
  };
}

/** The offsets become valid together with the transaction. kafkajs knows only versions that let a stranger commit. */
export function transactionOffsetsRequest(
  transaction: { transactionalId: string; producerId: string; producerEpoch: number },
  { group, generation, memberId }: Membership,
  offsets: readonly OffsetToCommit[],
): OwnRequest<PartitionAnswer[]> {
  return {
    apiKey: 28,
    apiVersion: 3,
    apiName: 'TxnOffsetCommit',
    isFlexible: true,
    write(writer) {
      writer.compactString(transaction.transactionalId);
      writer.compactString(group);
      writer.int64(BigInt(transaction.producerId));
      writer.int16(transaction.producerEpoch);
      writer.int32(generation);
      writer.compactString(memberId);
      writer.compactString(null); // not a static member
      writeOffsets(writer, offsets);
      writer.noTags();
    },
    read(reader) {
      reader.int32(); // throttled for so long
      return readPartitions(reader, readPartitionAnswer);
    },
  };
}

function writeOffsets(writer: WireWriter, offsets: readonly OffsetToCommit[]): void {
  writePartitions(writer, offsets, ({ partition, offset, epoch }) => {
    writer.int32(partition);
    writer.int64(offset);
    writer.int32(UNKNOWN);
    writer.compactString(epoch);
    writer.noTags();
  });
}

/** A moment of a log: its begin, the end of what is certain, or the first message at or after a time. */
export const MOMENT = { earliest: -2, latest: -1 } as const;

export interface ListedOffset extends PartitionAnswer {
  /** -1: no message is that late. */
  offset: number;
}

export function listOffsetsRequest(parts: readonly PartitionName[], moment: number): OwnRequest<ListedOffset[]> {
  return {
    apiKey: 2,
    apiVersion: 5,
    apiName: 'ListOffsets',
    isFlexible: false,
    write(writer) {
      writer.int32(UNKNOWN); // not a replica
      writer.int8(READ_COMMITTED);
      writer.array(byTopic(parts), ([topic, ofTopic]) => {
        writer.string(topic);
        writer.array(ofTopic, ({ partition }) => {
          writer.int32(partition);
          writer.int32(UNKNOWN); // leader epoch
          writer.int64(Math.trunc(moment));
        });
      });
    },
    read(reader) {
      reader.int32(); // throttled for so long
      const topics = reader.array(() => {
        const topic = reader.string() ?? '';
        return reader.array(() => {
          const partition = reader.int32();
          const errorCode = reader.int16();
          reader.int64(); // timestamp
          const offset = reader.int64();
          reader.int32(); // leader epoch
          return { topic, partition, errorCode, offset };
        });
      });
      return topics.flat();
    },
  };
}
