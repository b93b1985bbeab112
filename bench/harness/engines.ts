import { promisify } from 'node:util';
import { zstdCompress, zstdDecompress } from 'node:zlib';
import { Client } from '@elastic/elasticsearch';
import kafkajs, { type Admin, type Kafka } from 'kafkajs';
import { createKafkaBus } from '../../backends/kafka/log-bus.ts';
import type { LogBus } from '../../core/log-bus.ts';
import { TOPICS } from '../../core/topics.ts';
import { emptyElasticsearch, emptyKafka } from './empty-engines.ts';

/** A real Kafka and Elasticsearch that hold nothing of an earlier run, and the clients that others use for them. */
export interface Engines {
  /** For every process of ours. */
  settings: Readonly<Record<'KAFKA_BROKERS' | 'ELASTICSEARCH_URL', string>>;
  /** As the house opens it; the topics are there. */
  bus: LogBus;
  kafka: Kafka;
  admin: Admin;
  elasticsearch: Client;
}

/** Not all of what this package exports is seen from here by name. */
const { CompressionCodecs, CompressionTypes, logLevel } = kafkajs;

const compressZstd = promisify(zstdCompress);
const decompressZstd = promisify(zstdDecompress);

// kafkajs has none of its own, and what we write is compressed so
CompressionCodecs[CompressionTypes.ZSTD] = () => ({
  compress: ({ buffer }: { buffer: Buffer }) => compressZstd(buffer),
  decompress: (buffer: Buffer) => decompressZstd(buffer),
});

function given(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: npm run bench:engines starts what is missing`);
  return value;
}

/** Empties the engines and hands them to `use`. @throws Error when they hold what no benchmark has put there */
export async function withEngines<T>(use: (engines: Engines) => Promise<T>): Promise<T> {
  const settings = { KAFKA_BROKERS: given('KAFKA_BROKERS'), ELASTICSEARCH_URL: given('ELASTICSEARCH_URL') };
  const brokers = settings.KAFKA_BROKERS.split(',');
  const kafka = new kafkajs.Kafka({ clientId: 'bench', brokers, logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  const elasticsearch = new Client({ node: settings.ELASTICSEARCH_URL });
  await admin.connect();
  await emptyKafka(admin);
  await emptyElasticsearch(elasticsearch);
  const bus = await createKafkaBus({ brokers, clientId: 'logsieve', now: Date.now });
  try {
    await bus.createTopics(TOPICS);
    return await use({ settings, bus, kafka, admin, elasticsearch });
  } finally {
    await bus.close();
    await admin.disconnect();
    await elasticsearch.close();
  }
}
