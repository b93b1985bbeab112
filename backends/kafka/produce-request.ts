import type { OwnRequest } from './connection.ts';

/** One batch for one partition; a request holds at most one of each. */
export interface ProducePart {
  topic: string;
  partition: number;
  bytes: Buffer;
}

export interface ProducedPart {
  topic: string;
  partition: number;
  errorCode: number;
  /** Of the first message of the batch. */
  baseOffset: number;
}

const ALL_IN_SYNC = -1;

/** Answered once all replicas that are in sync have it. */
export function produceRequest(
  parts: readonly ProducePart[],
  transactionalId: string | null,
  timeoutMs: number,
): OwnRequest<ProducedPart[]> {
  return {
    apiKey: 0,
    apiVersion: 7,
    apiName: 'Produce',
    isFlexible: false,
    write(writer) {
      writer.string(transactionalId);
      writer.int16(ALL_IN_SYNC);
      writer.int32(timeoutMs);
      writer.array([...Map.groupBy(parts, ({ topic }) => topic)], ([topic, ofTopic]) => {
        writer.string(topic);
        writer.array(ofTopic, ({ partition, bytes }) => {
          writer.int32(partition);
          writer.bytes(bytes);
        });
      });
    },
    read(reader) {
      const topics = reader.array(() => {
        const topic = reader.string() ?? '';
        return reader.array(() => {
          const partition = reader.int32();
          const errorCode = reader.int16();
          const baseOffset = reader.int64();
          reader.int64(); // time of appending
          reader.int64(); // begin of the log
          return { topic, partition, errorCode, baseOffset };
        });
      });
      return topics.flat();
    },
  };
}
