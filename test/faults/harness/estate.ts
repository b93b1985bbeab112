import { randomUUID } from 'node:crypto';
import { createKafkaBus } from '../../../backends/kafka/log-bus.ts';
import type { LogBus } from '../../../core/log-bus.ts';
import { TOPICS } from '../../../core/topics.ts';
import { startElasticsearch } from '../../../engines/elasticsearch.ts';
import type { Engine } from '../../../engines/engine.ts';
import { freePort } from '../../../engines/free-port.ts';
import { startKafka } from '../../../engines/kafka.ts';
import type { RoleName } from '../../../server/role.ts';
import { type House, makeFolder, removeFolders, startHouse } from '../../house/house.ts';
import { type FaultProxy, startFaultProxy } from '../../stand-ins/fault-proxy.ts';

const BROKER_HEAP_MB = 384;
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
  /** The Kafka as a process; after `kill` comes `restartKafka`. */
  kafka(): Engine;
  restartKafka(): Promise<void>;
  /** A bus of the test's own on the same Kafka. Closed with the estate. */
  openBus(): Promise<LogBus>;
}

export interface EstateOptions {
  /** For every process. */
  settings?: Readonly<Record<string, string>>;
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
  const port = await freePort();
  const brokers = `127.0.0.1:${port}`;
  const startBroker = (): Promise<Engine> =>
    startKafka({ dir, port, heapMb: BROKER_HEAP_MB, properties: options.kafka ?? {} });
  const ownPort = await freePort();
  const [firstKafka, own] = await Promise.all([
    startBroker(),
    options.ownElasticsearch ? startOwnElasticsearch(ownPort) : null,
  ]);
  let kafka = firstKafka;
  const server = own?.address ?? process.env.ELASTICSEARCH_URL ?? '';
  const elasticsearch = await startFaultProxy(server);
  const common = { KAFKA_BROKERS: brokers, ELASTICSEARCH_URL: elasticsearch.origin, ...options.settings };
  const houses: House[] = [];
  const buses: LogBus[] = [];
  const estate: Estate = {
    run: randomUUID().slice(0, 8),
    brokers,
    elasticsearch,
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
    kafka: () => kafka,
    async restartKafka() {
      kafka = await startBroker();
    },
    async openBus() {
      const bus = await createKafkaBus({ brokers: [brokers], clientId: 'logsieve', now: Date.now });
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
    await Promise.all([kafka.kill(), own?.kill()]);
    removeFolders();
  }
}
