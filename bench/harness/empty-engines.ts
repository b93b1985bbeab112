import type { Client } from '@elastic/elasticsearch';
import type { Admin } from 'kafkajs';
import { TOPICS } from '../../core/topics.ts';
import { waitFor } from './wait.ts';

/** Where this topic is, everything of ours was put there by a benchmark and may be deleted. */
const MARK = 'bench.may-delete';
/** Begins the name of every topic that a benchmark makes for itself. */
export const BENCH_PREFIX = 'bench.';
const GONE_WITHIN_MS = 60_000;

/** Deletes our topics and those of earlier benchmarks. @throws Error when ours are not from a benchmark */
export async function emptyKafka(admin: Admin): Promise<void> {
  const names = await admin.listTopics();
  const ours = TOPICS.map(({ name }) => name).filter((name) => names.includes(name));
  if (!names.includes(MARK)) {
    if (ours.length > 0) throw new Error('this Kafka holds data of a Logsieve; benchmarks need an empty one');
    await admin.createTopics({ topics: [{ topic: MARK, numPartitions: 1 }] });
  }
  const made = names.filter((name) => name.startsWith(BENCH_PREFIX) && name !== MARK);
  const topics = [...ours, ...made];
  if (topics.length === 0) return;
  await admin.deleteTopics({ topics });
  await waitFor('the topics to go', GONE_WITHIN_MS, 50, async () => {
    const left = await admin.listTopics();
    return topics.some((topic) => left.includes(topic)) ? null : true;
  });
}

/** As for Kafka, with an index as the mark. */
export async function emptyElasticsearch(client: Client): Promise<void> {
  const found = await client.cat.indices({ format: 'json', h: ['index'] });
  const names = found.flatMap(({ index }) => index ?? []);
  const ours = names.filter((name) => /^(logs_classified|logsieve)-/.test(name));
  if (!names.includes(MARK)) {
    if (ours.length > 0) throw new Error('this Elasticsearch holds data of a Logsieve; benchmarks need an empty one');
    await client.indices.create({ index: MARK, settings: { number_of_shards: 1, number_of_replicas: 0 } });
  }
  const made = names.filter((name) => name.startsWith(BENCH_PREFIX) && name !== MARK);
  for (const index of [...ours, ...made]) await client.indices.delete({ index });
  await client.indices.deleteIndexTemplate({ name: `${BENCH_PREFIX}*` }, { ignore: [404] });
}
