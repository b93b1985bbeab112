import { PipelineError } from '../../core/errors.ts';
import { getOrCreate } from '../../core/get-or-create.ts';
import {
  type Broker,
  type ConnectionSettings,
  type Connections,
  createConnections,
  protocolError,
  send,
} from './connection.ts';
import { failureType } from './errors.ts';
import { type Metadata, metadataRequest, type TopicLayout } from './metadata.ts';
import { retry } from './retry.ts';

export interface ClusterSettings extends ConnectionSettings {
  /** `host:port` of some brokers. */
  brokers: readonly string[];
  /** How long Kafka may be away before a call gives up, ms. */
  patienceMs: number;
}

/** A set of connections to the brokers: who leads what, and who coordinates whom. Requests on one of them wait for each other. */
export interface Cluster {
  /** Asks where topics are, and how many partitions they have; those that do not exist are missing. Nothing is remembered but the leaders. */
  describe(topics: readonly string[]): Promise<TopicLayout[]>;
  any(): Promise<Broker>;
  all(): Promise<Broker[]>;
  controller(): Promise<Broker>;
  /** @throws an error worth another try when the partition has no leader at the moment */
  leader(topic: string, partition: number): Promise<Broker>;
  /** Partitions by their leader. */
  byLeader<T extends { topic: string; partition: number }>(parts: readonly T[]): Promise<Map<Broker, T[]>>;
  coordinator(kind: 'group' | 'transaction', key: string): Promise<Broker>;
  /** Tries again while Kafka is away, with fresh knowledge of who leads and coordinates. @throws PipelineError */
  patiently<T>(doing: string, work: () => Promise<T>): Promise<T>;
  /** After a failure: what was known of places may be wrong. */
  forget(): void;
  /** Ends the connections; requests under way fail. Idempotent. */
  close(): Promise<void>;
}

const COORDINATOR_TYPES = { group: 0, transaction: 1 } as const;

export function createCluster(settings: ClusterSettings): Cluster {
  const connections = new Map<string, Connections>();
  const layouts = new Map<string, TopicLayout>();
  const coordinators = new Map<string, Broker>();
  const connecting = new Map<Broker, Promise<void>>();
  const ended = new AbortController();
  let nodes = new Map<number, Broker>();
  let controllerId = -1;
  let next = 0;

  const brokerAt = (host: string, port: number): Broker =>
    getOrCreate(connections, `${host}:${port}`, () => createConnections(settings, { host, port })).broker;
  const connect = (broker: Broker): Promise<void> =>
    getOrCreate(connecting, broker, async () => {
      try {
        await broker.connect();
      } catch (error) {
        await broker.disconnect();
        throw error;
      } finally {
        connecting.delete(broker);
      }
    });
  const connected = async (broker: Broker): Promise<Broker> => {
    if (ended.signal.aborted) throw new PipelineError('unavailable', 'The bus is closed.', { retryable: false });
    // Until it has said which requests it understands, a broker passes for connected and cannot be asked.
    if (connecting.has(broker) || !broker.isConnected()) await connect(broker);
    return broker;
  };
  const seed = async (): Promise<Broker> => {
    const known = [...nodes.values()];
    const alive = known.find((broker) => broker.isConnected());
    if (alive) return connected(alive);
    const choices = [...known, ...settings.brokers.map((address) => brokerAt(...readAddress(address)))];
    next += 1;
    return connected(choices[next % choices.length] as Broker);
  };
  const learn = (metadata: Metadata): void => {
    nodes = new Map(metadata.brokers.map(({ nodeId, host, port }) => [nodeId, brokerAt(host, port)]));
    controllerId = metadata.controllerId;
    for (const layout of metadata.topics) layouts.set(layout.name, layout);
  };
  const ask = async (topics: readonly string[]): Promise<TopicLayout[]> => {
    const metadata = await send(await seed(), metadataRequest(topics));
    learn(metadata);
    return metadata.topics;
  };
  const node = async (nodeId: number): Promise<Broker> => {
    const broker = nodes.get(nodeId);
    if (!broker) throw protocolError(5); // no leader, or not yet known where it is
    return connected(broker);
  };
  const leader = async (topic: string, partition: number): Promise<Broker> => {
    if (!layouts.has(topic)) await ask([topic]);
    return node(layouts.get(topic)?.leaders[partition] ?? -1);
  };
  const findCoordinator = async (kind: 'group' | 'transaction', key: string): Promise<Broker> => {
    const options = { groupId: key, coordinatorType: COORDINATOR_TYPES[kind] };
    const { coordinator } = await (await seed()).findGroupCoordinator(options);
    const broker = brokerAt(coordinator.host, coordinator.port);
    coordinators.set(`${kind}/${key}`, broker);
    return connected(broker);
  };
  const forget = (): void => {
    layouts.clear();
    coordinators.clear();
  };

  return {
    describe: ask,
    any: seed,
    async all() {
      if (nodes.size === 0) await ask([]);
      return Promise.all([...nodes.keys()].map(node));
    },
    async controller() {
      if (nodes.size === 0) await ask([]);
      return nodes.has(controllerId) ? node(controllerId) : seed();
    },
    leader,
    async byLeader(parts) {
      const found = new Map<Broker, (typeof parts)[number][]>();
      for (const part of parts) {
        getOrCreate(found, await leader(part.topic, part.partition), () => []).push(part);
      }
      return found;
    },
    async coordinator(kind, key) {
      const known = coordinators.get(`${kind}/${key}`);
      return known ? connected(known) : findCoordinator(kind, key);
    },
    patiently(doing, work) {
      const isAway = (error: unknown): boolean => failureType(error) === undefined;
      const onFailure = (error: unknown): void => {
        forget();
        if (isAway(error)) nodes = new Map();
      };
      return retry({ doing, timeoutMs: settings.patienceMs, onFailure, signal: ended.signal }, work);
    },
    forget,
    async close() {
      ended.abort();
      await Promise.all([...connections.values()].map(({ abandon }) => abandon()));
    },
  };
}

function readAddress(address: string): [host: string, port: number] {
  const at = address.lastIndexOf(':');
  const host = address.slice(0, at).replace(/^\[|\]$/g, '');
  return [host, Number(address.slice(at + 1))];
}
