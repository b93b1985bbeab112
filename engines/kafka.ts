import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { download } from './download.ts';
import { type Engine, launch } from './engine.ts';
import { freePort } from './free-port.ts';
import { findJdk } from './java.ts';
import { readEngineVersions } from './versions.ts';

export interface KafkaOptions {
  /** Its data and its log; a broker that is started again on it goes on where the last one ended. */
  dir: string;
  port: number;
  /** Lines of server.properties that are added to ours. */
  properties?: Readonly<Record<string, string>>;
  heapMb?: number;
  /** The same for all brokers of a cluster, from {@link makeClusterId}. Default: a cluster of its own. */
  clusterId?: string;
  /** A user that a new broker knows, for its SCRAM mechanisms. */
  scramUser?: { username: string; password: string };
}

const SCRAM = ['SCRAM-SHA-256', 'SCRAM-SHA-512'];
const JAVA_MAJOR = 17;

/** One node that is broker and controller, with topics of one replica. */
function serverProperties(dir: string, port: number, controllerPort: number): Record<string, string> {
  return {
    'process.roles': 'broker,controller',
    'node.id': '1',
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    'controller.listener.names': 'CONTROLLER',
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'listener.security.protocol.map':
      'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SASL_PLAINTEXT:SASL_PLAINTEXT,SASL_SSL:SASL_SSL',
    'inter.broker.listener.name': 'PLAINTEXT',
    'log.dirs': join(dir, 'log'),
    'auto.create.topics.enable': 'false',
    'offsets.topic.replication.factor': '1',
    'transaction.state.log.replication.factor': '1',
    'transaction.state.log.min.isr': '1',
    'group.initial.rebalance.delay.ms': '0',
  };
}

/** A name for a new cluster. Never begins with a hyphen, which the command line would take for an option. */
export function makeClusterId(): string {
  const bytes = randomBytes(16);
  bytes.writeUInt8(bytes.readUInt8(0) & 0x7f, 0);
  return bytes.toString('base64url');
}

function format(java: string, classPath: string, file: string, { clusterId, scramUser }: KafkaOptions): void {
  const users = scramUser
    ? SCRAM.map((name) => `${name}=[name=${scramUser.username},password=${scramUser.password}]`)
    : [];
  const known = users.flatMap((each) => ['--add-scram', each]);
  const tool = ['-cp', classPath, 'kafka.tools.StorageTool'];
  const words = [...tool, 'format', '-t', clusterId ?? makeClusterId(), '-c', file, ...known];
  const { status, stderr } = spawnSync(java, words, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`Kafka's folder cannot be formatted: ${stderr}`);
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

/** Starts Apache Kafka (KRaft) on the loopback address. Resolves when it accepts connections. */
export async function startKafka(options: KafkaOptions): Promise<Engine> {
  const { dir, port, properties = {}, heapMb = 512 } = options;
  const java = join(findJdk(JAVA_MAJOR), 'bin', 'java');
  const { kafka: version } = readEngineVersions();
  const jars = download({
    name: `kafka-${version}`,
    pom: './kafka-pom.xml',
    goal: 'dependency:copy-dependencies',
    properties: { 'kafka.version': version },
    folderProperty: 'outputDirectory',
  });
  mkdirSync(dir, { recursive: true });
  const file = join(dir, 'server.properties');
  const settings = { ...serverProperties(dir, port, await freePort()), ...properties };
  writeFileSync(
    file,
    Object.entries(settings)
      .map(([key, value]) => `${key}=${value}\n`)
      .join(''),
  );
  const classPath = join(jars, '*');
  if (!existsSync(join(dir, 'log', 'meta.properties'))) format(java, classPath, file, options);
  return launch({
    name: 'Kafka',
    address: `127.0.0.1:${port}`,
    command: java,
    args: [`-Xmx${heapMb}m`, '-cp', classPath, 'kafka.Kafka', file],
    logFile: join(dir, 'kafka.out'),
    isReady: () => accepts(port),
  });
}
