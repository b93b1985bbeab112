import { randomUUID } from 'node:crypto';
import type { Compression } from '../../../backends/kafka/compression.ts';
import { createKafkaBus } from '../../../backends/kafka/log-bus.ts';
import type { LogBus } from '../../../core/log-bus.ts';
import { TOPICS } from '../../../core/topics.ts';
import { startElasticsearch } from '../../../engines/elasticsearch.ts';
import type { Engine } from '../../../engines/engine.ts';
import { freePort } from '../../../engines/free-port.ts';
import type { RoleName } from '../../../server/role.ts';
import { type House, makeFolder, removeFolders, startHouse } from '../../house/house.ts';
import { type FaultProxy, startFaultProxy } from '../../stand-ins/fault-proxy.ts';
import { type KafkaNodes, startKafkaNodes } from './kafka-nodes.ts';
import { type KafkaProxy, startKafkaProxy } from './kafka-proxy.ts';

export interface Pipeline {
  gateway: House;
  api: House;
  processor: House;
  indexer: House;
}

const ELASTICSEARCH_HEAP_MB = 512;

/** Roles in processes of their own on a Kafka of their own, and on the Elasticsearch that all share unless asked otherwise. */
export interface Estate {
  /** Prefix of every marker of this estate: Elasticsearch may hold what others wrote. */
  readonly run: string;
  readonly brokers: string;
  /** The server behind a proxy that can make it fail. */
  readonly elasticsearch: FaultProxy;
  /** What every process is told. */
  readonly settings: Readonly<Record<string, string>>;
  /** Asks the server itself, past the proxy; a body that is no text goes as JSON. Resolves with the parsed answer. */
  askElasticsearch(method: string, path: string, body?: unknown): Promise<unknown>;
  /** Starts one more process. */
  start(role: RoleName, settings?: Readonly<Record<string, string>>): Promise<House>;
  /** Starts one process of each role that takes a log from the door to the store. */
  startPipeline(): Promise<Pipeline>;
  /** Leads to the same Kafka when it is one broker, for the process that is to be struck: `KAFKA_BROKERS` is its address. */
  readonly proxy: KafkaProxy;
  /** All brokers of the Kafka. */
  readonly nodes: KafkaNodes;
  /** The first, or only, broker as a process; after `kill` comes `restartKafka`. */
  kafka(): Engine;
  restartKafka(): Promise<void>;
  /** A bus of the test's own on the same Kafka. Closed with the estate. */
  openBus(compression?: Compression): Promise<LogBus>;
}

export interface EstateOptions {
  /** For every process. */
  settings?: Readonly<Record<string, string>>;
  /** How many brokers the Kafka has. Default 1; what is written then has as many replicas. */
  nodes?: number;
  /** Lines of server.properties. */
  kafka?: Readonly<Record<string, string>>;
  /** For a fault that touches what others stored. */
  ownElasticsearch?: true;
}

function startOwnElasticsearch(port: number): Promise<Engine> {
  return startElasticsearch({ dir: makeFolder(), port, heapMb: ELASTICSEARCH_HEAP_MB });
}

/** Hands an estate to `use` and clears everything away afterwards, also what was killed or started meanwhile. */
export async function withEstate<T>(options: EstateOptions, use: (estate: Estate) => Promise<T>): Promise<T> {
  const dir = makeFolder();
  const proxiedPort = await freePort();
  const proxy = await startKafkaProxy(proxiedPort);
  const ownPort = await freePort();
  const [nodes, own] = await Promise.all([
    startKafkaNodes({
      dir,
      count: options.nodes ?? 1,
      properties: options.kafka ?? {},
      proxied: { port: proxiedPort, proxy },
    }),
    options.ownElasticsearch ? startOwnElasticsearch(ownPort) : null,
  ]);
  const { brokers } = nodes;
  const server = own?.address ?? process.env.ELASTICSEARCH_URL ?? '';
  const elasticsearch = await startFaultProxy(server);
  const common = { KAFKA_BROKERS: brokers, ELASTICSEARCH_URL: elasticsearch.origin, ...options.settings };
  const houses: House[] = [];
  const buses: LogBus[] = [];
  const estate: Estate = {
    run: randomUUID().slice(0, 8),
    brokers,
    elasticsearch,
    proxy,
    settings: common,
    async askElasticsearch(method, path, body) {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      const sent = body === undefined ? {} : { body: text };
      const headers = { 'content-type': 'application/json' };
      return (await fetch(new URL(path, server), { method, headers, ...sent })).json();
    },
    async start(role, settings = {}) {
      const house = await startHouse({
        dataDir: makeFolder(),
        settings: { ...common, ...settings },
        words: ['--role', role],
      });
      houses.push(house);
      return house;
    },
    async startPipeline() {
      const [gateway, api, processor, indexer] = await Promise.all([
        estate.start('gateway'),
        estate.start('api'),
        estate.start('processor'),
        estate.start('indexer'),
      ]);
      return { gateway, api, processor, indexer };
    },
    nodes,
    kafka: () => nodes.node(1),
    restartKafka: () => nodes.restart(1),
    async openBus(compression = 'zstd') {
      const bus = await createKafkaBus({
        brokers: brokers.split(','),
        clientId: 'logsieve',
        now: Date.now,
        compression,
      });
      buses.push(bus);
      await bus.createTopics(TOPICS);
      return bus;
    },
  };
  try {
    return await use(estate);
  } finally {
    await Promise.all(houses.map((house) => house.kill()));
    await Promise.all(buses.map((bus) => bus.close()));
    await elasticsearch.close();
    await proxy.close();
    await Promise.all([nodes.close(), own?.kill()]);
    removeFolders();
  }
}
