import { join } from 'node:path';
import type { Engine } from '../../../engines/engine.ts';
import { freePort } from '../../../engines/free-port.ts';
import { makeClusterId, startKafka } from '../../../engines/kafka.ts';
import { eventually } from '../../stand-ins/eventually.ts';
import { asAdmin } from './admin.ts';
import type { KafkaProxy } from './kafka-proxy.ts';

const PATIENCE_MS = 120_000;
const HEAP_MB = 384;
/** Of several: they share the machine. */
const SMALL_HEAP_MB = 256;
/** A broker that was killed is not let in again before its session is over, and opens fewer files when it is. */
const QUICK_RETURN = {
  'broker.session.timeout.ms': '2000',
  'broker.heartbeat.interval.ms': '500',
  'offsets.topic.num.partitions': '4',
  'transaction.state.log.num.partitions': '4',
};

/** Brokers of one cluster, each a process and a controller too; numbered from 1. */
export interface KafkaNodes {
  /** Addresses of all. */
  readonly brokers: string;
  node(id: number): Engine;
  /** After it was killed. */
  restart(id: number): Promise<void>;
  close(): Promise<void>;
}

export interface KafkaNodesOptions {
  dir: string;
  count: number;
  /** Lines of server.properties. */
  properties: Readonly<Record<string, string>>;
  /** Only of a single node: its other door, whose clients are told to come to the proxy. */
  proxied: { port: number; proxy: KafkaProxy };
}

interface Ports {
  plain: number;
  controller: number;
}

const at = (port: number): string => `127.0.0.1:${port}`;

/** Nothing that was accepted by two of three is lost with one of them. */
function replicas(count: number): Record<string, string> {
  const leastInSync = String(Math.floor(count / 2) + 1);
  return {
    'default.replication.factor': String(count),
    'min.insync.replicas': leastInSync,
    'offsets.topic.replication.factor': String(count),
    'transaction.state.log.replication.factor': String(count),
    'transaction.state.log.min.isr': leastInSync,
  };
}

function nodeProperties(id: number, ports: readonly Ports[], { properties, proxied }: KafkaNodesOptions) {
  const { plain, controller } = ports[id - 1] as Ports;
  const isAlone = ports.length === 1;
  const plainDoor = `PLAINTEXT://${at(plain)}`;
  return {
    ...QUICK_RETURN,
    ...replicas(ports.length),
    'node.id': String(id),
    'controller.quorum.voters': ports.map((each, index) => `${index + 1}@${at(each.controller)}`).join(','),
    listeners: [plainDoor, isAlone && `PROXIED://${at(proxied.port)}`, `CONTROLLER://${at(controller)}`]
      .filter(Boolean)
      .join(','),
    'advertised.listeners': [plainDoor, isAlone && `PROXIED://${proxied.proxy.address}`].filter(Boolean).join(','),
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,PROXIED:PLAINTEXT,CONTROLLER:PLAINTEXT',
    ...properties,
  };
}

/** How many there are, 0 when none answers. */
function countBrokers(brokers: string): Promise<number> {
  const counted = asAdmin(brokers, async (admin) => (await admin.describeCluster()).brokers.length);
  return counted.catch(() => 0);
}

/** Resolves when every broker serves its clients. */
export async function startKafkaNodes(options: KafkaNodesOptions): Promise<KafkaNodes> {
  const { dir, count } = options;
  const clusterId = makeClusterId();
  const ports: Ports[] = [];
  while (ports.length < count) ports.push({ plain: await freePort(), controller: await freePort() });
  const engines = new Map<number, Engine>();
  const start = async (id: number): Promise<void> => {
    const engine = await startKafka({
      dir: join(dir, `node-${id}`),
      port: (ports[id - 1] as Ports).plain,
      heapMb: count === 1 ? HEAP_MB : SMALL_HEAP_MB,
      clusterId,
      properties: nodeProperties(id, ports, options),
    });
    engines.set(id, engine);
  };
  const brokers = ports.map(({ plain }) => at(plain)).join(',');
  // A broker takes connections before it serves them.
  const allServe = (): Promise<true> =>
    eventually('all brokers', async () => ((await countBrokers(brokers)) === count ? true : null), PATIENCE_MS);
  await Promise.all(ports.map((_, index) => start(index + 1)));
  await allServe();
  return {
    brokers,
    node: (id) => engines.get(id) as Engine,
    async restart(id) {
      await start(id);
      await allServe();
    },
    async close() {
      await Promise.all([...engines.values()].map((engine) => engine.kill()));
    },
  };
}
