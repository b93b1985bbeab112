import { PipelineError } from '../../core/errors.ts';
import type { TopicSpec } from '../../core/topics.ts';
import type { Cluster } from './cluster.ts';
import { failureType } from './errors.ts';
import { topicSettings } from './topic-settings.ts';

export interface Topic {
  name: string;
  epoch: string;
  partitions: number;
  compacted: boolean;
  /** What the brokers take as one batch. */
  maxMessageBytes: number;
}

export interface CatalogSettings {
  /** -1: what the brokers say. */
  replicationFactor: number;
  maxMessageBytes: number;
}

/** Topics as Kafka has them. What was asked is remembered for a while. */
export interface Catalog {
  create(topics: readonly TopicSpec[]): Promise<void>;
  /** @throws PipelineError `not_found` */
  topic(name: string): Promise<Topic>;
  /** Those that this bus has had to do with. */
  names(): string[];
  /** The next question goes to Kafka. */
  forget(name: string): void;
}

const CREATE_TIMEOUT_MS = 5_000;
/** A topic may be deleted and made again without anyone telling us. */
const REMEMBERED_MS = 30_000;
const CONFIG_OF_TOPIC = 2;
/** What Kafka takes when nobody says otherwise, and we may not ask. */
const DEFAULT_MAX_BYTES = 1_048_588;

export function createCatalog(cluster: Cluster, settings: CatalogSettings): Catalog {
  const topics = new Map<string, { topic: Topic; until: number }>();
  const asked = new Set<string>();
  const asking = new Map<string, Promise<Topic>>();

  const ask = async (name: string): Promise<Topic> => {
    const topic = await cluster.patiently(`looking for the topic "${name}"`, () => lookUp(cluster, name));
    topics.set(name, { topic, until: performance.now() + REMEMBERED_MS });
    asked.add(name);
    return topic;
  };
  const topic = async (name: string): Promise<Topic> => {
    const known = topics.get(name);
    if (known && performance.now() < known.until) return known.topic;
    const pending = asking.get(name) ?? ask(name).finally(() => asking.delete(name));
    asking.set(name, pending);
    return pending;
  };
  const create = async (spec: TopicSpec): Promise<void> => {
    await cluster.patiently(`creating the topic "${spec.name}"`, () => createOne(cluster, spec, settings));
    topics.delete(spec.name);
    const { partitions } = await cluster.patiently(`looking for the new topic "${spec.name}"`, () =>
      appeared(cluster, spec.name),
    );
    asked.add(spec.name);
    if (partitions >= spec.partitions) return;
    const has = `Topic "${spec.name}" has ${partitions} partitions, but ${spec.partitions} are asked for.`;
    throw new PipelineError('invalid_config', `${has} Add the others, or ask for ${partitions}.`);
  };

  return {
    async create(specs) {
      await Promise.all(specs.map(create));
    },
    topic,
    names: () => [...asked],
    forget: (name) => void topics.delete(name),
  };
}

async function createOne(cluster: Cluster, spec: TopicSpec, settings: CatalogSettings): Promise<void> {
  const configs = topicSettings(spec, settings.maxMessageBytes);
  const topic = {
    topic: spec.name,
    numPartitions: spec.partitions,
    replicationFactor: settings.replicationFactor,
    configEntries: Object.entries(configs).map(([name, value]) => ({ name, value })),
  };
  try {
    const [existing] = await cluster.describe([spec.name]);
    if (!existing) await (await cluster.controller()).createTopics({ topics: [topic], timeout: CREATE_TIMEOUT_MS });
  } catch (error) {
    // kafkajs hides what is wrong with a topic in an aggregate.
    const { errors: [cause = error] = [] } = error as { errors?: unknown[] };
    if (failureType(cause) !== 'TOPIC_ALREADY_EXISTS') throw cause;
  }
}

/** A broker may hear of a topic a moment after it was made. */
async function appeared(cluster: Cluster, name: string): Promise<{ partitions: number }> {
  const [layout] = await cluster.describe([name]);
  if (!layout || layout.leaders.some((nodeId) => nodeId < 0)) {
    throw new PipelineError('unavailable', `The topic "${name}" has no leader yet.`);
  }
  return { partitions: layout.leaders.length };
}

async function lookUp(cluster: Cluster, name: string): Promise<Topic> {
  const [layout] = await cluster.describe([name]);
  if (!layout) throw new PipelineError('not_found', `There is no topic "${name}".`);
  const configs = await readConfigs(cluster, name);
  return {
    name,
    epoch: layout.epoch,
    partitions: layout.leaders.length,
    compacted: (configs.get('cleanup.policy') ?? '').includes('compact'),
    maxMessageBytes: Number(configs.get('max.message.bytes') ?? DEFAULT_MAX_BYTES),
  };
}

async function readConfigs(cluster: Cluster, name: string): Promise<Map<string, string>> {
  const configNames = ['cleanup.policy', 'max.message.bytes'];
  const broker = await cluster.any();
  const { resources } = await broker.describeConfigs({ resources: [{ type: CONFIG_OF_TOPIC, name, configNames }] });
  return new Map(resources[0]?.configEntries.map(({ configName, configValue }) => [configName, configValue]));
}
