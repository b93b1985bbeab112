import type { OwnRequest } from './connection.ts';
import type { WireReader } from './wire-reader.ts';

/** Where a topic is kept. */
export interface TopicLayout {
  name: string;
  epoch: string;
  /** Node of the leader by partition; -1 where there is none at the moment. */
  leaders: number[];
}

export interface Metadata {
  brokers: { nodeId: number; host: string; port: number }[];
  controllerId: number;
  /** Those of the topics asked for that exist. */
  topics: TopicLayout[];
}

const UUID_BYTES = 16;

/** A word for the topic's id, which Kafka makes anew whenever a topic is created. */
export function epochOf(topicId: Buffer): string {
  return topicId.readBigUInt64BE(UUID_BYTES / 2).toString(36);
}

/** Asks for topics by name together with their ids, which the requests of kafkajs are too old for. */
export function metadataRequest(names: readonly string[]): OwnRequest<Metadata> {
  return {
    apiKey: 3,
    apiVersion: 12,
    apiName: 'Metadata',
    isFlexible: true,
    write(writer) {
      writer.compactArray(names, (name) => {
        writer.uuid(Buffer.alloc(UUID_BYTES));
        writer.compactString(name);
        writer.noTags();
      });
      writer.int8(0); // topics are not to be made by asking
      writer.int8(0); // nobody asks what is allowed
      writer.noTags();
    },
    read: readMetadata,
  };
}

function readMetadata(reader: WireReader): Metadata {
  reader.int32(); // throttled for so long
  const brokers = reader.compactArray(() => {
    const broker = { nodeId: reader.int32(), host: reader.compactString() ?? '', port: reader.int32() };
    reader.compactString(); // rack
    reader.tags();
    return broker;
  });
  reader.compactString(); // cluster id
  const controllerId = reader.int32();
  const topics = reader.compactArray(() => readTopic(reader)).filter((topic) => topic !== null);
  return { brokers, controllerId, topics };
}

function readTopic(reader: WireReader): TopicLayout | null {
  const errorCode = reader.int16();
  const name = reader.compactString() ?? '';
  const epoch = epochOf(reader.uuid());
  reader.boolean(); // internal
  const leaders: number[] = [];
  reader.compactArray(() => {
    reader.int16(); // error, told by the leader being -1
    leaders[reader.int32()] = reader.int32();
    reader.int32(); // leader epoch
    for (let list = 0; list < 3; list++) reader.compactArray(reader.int32); // replicas, in sync, offline
    reader.tags();
  });
  reader.int32(); // what is allowed
  reader.tags();
  return errorCode === 0 ? { name, epoch, leaders } : null;
}
