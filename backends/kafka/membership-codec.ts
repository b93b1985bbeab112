import type { Candidate } from './assign-partitions.ts';
import type { PartitionName } from './offset-requests.ts';
import { createWireReader } from './wire-reader.ts';
import { createWireWriter } from './wire-writer.ts';

/** Consumer protocol as other tools show it, so that they can say who owns what. */
const VERSION = 0;

/** What a member tells about itself when it joins. */
export function encodeCandidate({ topics, since, owned }: Omit<Candidate, 'memberId'>): Buffer {
  const writer = createWireWriter();
  writer.int16(VERSION);
  writer.array(topics, (topic) => writer.string(topic));
  writer.bytes(Buffer.from(JSON.stringify({ since, owned })));
  return writer.finish().buffer;
}

export function decodeCandidate(memberId: string, metadata: Buffer): Candidate {
  const reader = createWireReader(metadata);
  reader.int16();
  const topics = reader.array(() => reader.string() ?? '');
  const { since, owned } = JSON.parse(reader.bytes().toString()) as Pick<Candidate, 'since' | 'owned'>;
  return { memberId, topics, since, owned };
}

export function encodeAssignment(parts: readonly PartitionName[]): Buffer {
  const writer = createWireWriter();
  writer.int16(VERSION);
  writer.array([...Map.groupBy(parts, ({ topic }) => topic)], ([topic, ofTopic]) => {
    writer.string(topic);
    writer.array(ofTopic, ({ partition }) => writer.int32(partition));
  });
  writer.bytes(Buffer.alloc(0));
  return writer.finish().buffer;
}

export function decodeAssignment(bytes: Buffer | null): PartitionName[] {
  if (!bytes || bytes.length === 0) return [];
  const reader = createWireReader(bytes);
  reader.int16();
  const topics = reader.array(() => {
    const topic = reader.string() ?? '';
    return reader.array(() => ({ topic, partition: reader.int32() }));
  });
  return topics.flat();
}
