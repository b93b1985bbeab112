import type { PartitionAnswer, PartitionName } from './offset-requests.ts';
import type { WireReader } from './wire-reader.ts';
import type { WireWriter } from './wire-writer.ts';

/** Requests and answers name partitions by their topic: this is how they are put together. */
export const byTopic = <T extends PartitionName>(parts: readonly T[]): [string, T[]][] => [
  ...Map.groupBy(parts, ({ topic }) => topic),
];

/** In the form of flexible versions; `writePart` writes one partition, with its tags where it has any. */
export function writePartitions<T extends PartitionName>(
  writer: WireWriter,
  parts: readonly T[],
  writePart: (part: T) => void,
): void {
  writer.compactArray(byTopic(parts), ([topic, ofTopic]) => {
    writer.compactString(topic);
    writer.compactArray(ofTopic, writePart);
    writer.noTags();
  });
}

/** In the form of flexible versions; `readPart` reads one partition of the topic, with its tags. */
export function readPartitions<T>(reader: WireReader, readPart: (reader: WireReader, topic: string) => T): T[] {
  const topics = reader.compactArray(() => {
    const topic = reader.compactString() ?? '';
    const parts = reader.compactArray(() => readPart(reader, topic));
    reader.tags();
    return parts;
  });
  return topics.flat();
}

/** A partition of which only an error is told. */
export function readPartitionAnswer(reader: WireReader, topic: string): PartitionAnswer {
  const answer = { topic, partition: reader.int32(), errorCode: reader.int16() };
  reader.tags();
  return answer;
}
