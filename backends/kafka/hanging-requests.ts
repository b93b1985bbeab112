import type { OwnRequest } from './connection.ts';
import type { PartitionAnswer, PartitionName } from './offset-requests.ts';
import { readPartitionAnswer, readPartitions, writePartitions } from './topic-arrays.ts';
import type { WireReader } from './wire-reader.ts';

/** What the coordinator knows of the newest transaction of a name. */
export interface TransactionState {
  errorCode: number;
  /** `Ongoing`, `PrepareCommit`, `CompleteAbort` … */
  state: string;
  producerId: number;
  producerEpoch: number;
}

export function describeTransactionRequest(transactionalId: string): OwnRequest<TransactionState[]> {
  return {
    apiKey: 65,
    apiVersion: 0,
    apiName: 'DescribeTransactions',
    isFlexible: true,
    write(writer) {
      writer.compactArray([transactionalId], writer.compactString);
      writer.noTags();
    },
    read(reader) {
      reader.int32(); // throttled for so long
      return reader.compactArray(() => readTransactionState(reader));
    },
  };
}

function readTransactionState(reader: WireReader): TransactionState {
  const errorCode = reader.int16();
  reader.compactString(); // transactional id
  const state = reader.compactString() ?? '';
  reader.int32(); // time limit
  reader.int64(); // since
  const producerId = reader.int64();
  const producerEpoch = reader.int16();
  reader.compactArray(() => {
    reader.compactString();
    reader.compactArray(reader.int32);
    reader.tags();
  });
  reader.tags();
  return { errorCode, state, producerId, producerEpoch };
}

/** A producer that a partition remembers. */
export interface ActiveProducer {
  producerId: number;
  producerEpoch: number;
  coordinatorEpoch: number;
  /** -1: nothing of it is open here. */
  openSince: number;
}

export interface PartitionProducers extends PartitionAnswer {
  producers: ActiveProducer[];
}

export function describeProducersRequest(parts: readonly PartitionName[]): OwnRequest<PartitionProducers[]> {
  return {
    apiKey: 61,
    apiVersion: 0,
    apiName: 'DescribeProducers',
    isFlexible: true,
    write(writer) {
      writePartitions(writer, parts, ({ partition }) => writer.int32(partition));
      writer.noTags();
    },
    read(reader) {
      reader.int32(); // throttled for so long
      return readPartitions(reader, readProducers);
    },
  };
}

function readProducers(reader: WireReader, topic: string): PartitionProducers {
  const partition = reader.int32();
  const errorCode = reader.int16();
  reader.compactString(); // the error in words
  const producers = reader.compactArray(() => {
    const producerId = reader.int64();
    const producerEpoch = reader.int32();
    reader.int32(); // last sequence
    reader.int64(); // last time
    const coordinatorEpoch = reader.int32();
    const openSince = reader.int64();
    reader.tags();
    return { producerId, producerEpoch, coordinatorEpoch, openSince };
  });
  reader.tags();
  return { topic, partition, errorCode, producers };
}

export interface TransactionMark {
  part: PartitionName;
  producerId: number;
  producerEpoch: number;
  coordinatorEpoch: number;
  isCommit: boolean;
}

/** Ends transactions in partitions as a coordinator does; needs the right to act for the cluster. */
export function writeMarksRequest(marks: readonly TransactionMark[]): OwnRequest<PartitionAnswer[]> {
  return {
    apiKey: 27,
    apiVersion: 1,
    apiName: 'WriteTxnMarkers',
    isFlexible: true,
    write(writer) {
      writer.compactArray(marks, (mark) => {
        writer.int64(mark.producerId);
        writer.int16(mark.producerEpoch);
        writer.int8(mark.isCommit ? 1 : 0);
        writePartitions(writer, [mark.part], ({ partition }) => writer.int32(partition));
        writer.int32(mark.coordinatorEpoch);
        writer.noTags();
      });
      writer.noTags();
    },
    read(reader) {
      const answers = reader.compactArray(() => {
        reader.int64(); // producer id
        const marked = readPartitions(reader, readPartitionAnswer);
        reader.tags();
        return marked;
      });
      return answers.flat();
    },
  };
}
