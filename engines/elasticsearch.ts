import { spawnSync } from 'node:child_process';
import { chownSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { download } from './download.ts';
import { askWithLogin, type Login, writeLogin } from './elasticsearch-login.ts';
import { type Engine, launch } from './engine.ts';
import { findJdk } from './java.ts';
import { carrierOf, readEngineVersions } from './versions.ts';

export interface ElasticsearchOptions {
  /** Its data, configuration and log; a server that is started again on it goes on where the last one ended. */
  dir: string;
  port: number;
  /** Lines of elasticsearch.yml that are added to ours. */
  settings?: Readonly<Record<string, string>>;
  heapMb?: number;
  /** Given: it speaks HTTPS, with a certificate by `authorityOf(dir)`, and takes only who logs in. */
  login?: Login;
}

const JAVA_MAJOR = 21;
/** Any but root's, which Elasticsearch refuses to run under. */
const USER = 1_000;

function fetchDistribution(): string {
  const { elasticsearch: version } = readEngineVersions();
  const folder = download({
    name: `elasticsearch-${version}`,
    pom: './elasticsearch-pom.xml',
    goal: 'prepare-package',
    properties: { 'carrier.version': carrierOf(version) },
    folderProperty: 'target',
    arrange: (unpacked) => {
      // clients of remote model services: a third of the jars, and nothing here uses them
      rmSync(join(homeIn(unpacked), 'modules', 'x-pack-inference'), { recursive: true, force: true });
    },
  });
  return homeIn(folder);
}

function homeIn(folder: string): string {
  const carrier = readdirSync(folder).find((name) => !name.startsWith('.'));
  return join(folder, carrier ?? '', 'elasticsearch');
}

function yaml(dir: string, port: number, settings: Readonly<Record<string, string>>): string {
  const all: Record<string, string> = {
    'cluster.name': 'logsieve-engines',
    'node.name': 'one',
    'discovery.type': 'single-node',
    'http.host': '127.0.0.1',
    'http.port': String(port),
    'transport.host': '127.0.0.1',
    'transport.port': '0',
    'path.data': join(dir, 'data'),
    'path.logs': join(dir, 'logs'),
    'path.repo': `["${join(dir, 'snapshots')}"]`,
    'xpack.security.enabled': 'false',
    'cluster.routing.allocation.disk.threshold_enabled': 'false',
    ...settings,
  };
  return Object.entries(all)
    .map(([key, value]) => `${key}: ${value}\n`)
    .join('');
}

function writeConfiguration(home: string, { dir, port, login, settings = {} }: ElasticsearchOptions): string {
  const config = join(dir, 'config');
  for (const name of ['config', 'data', 'logs', 'snapshots', 'tmp']) mkdirSync(join(dir, name), { recursive: true });
  cpSync(join(home, 'config', 'log4j2.properties'), join(config, 'log4j2.properties'));
  const options = readFileSync(join(home, 'config', 'jvm.options'), 'utf8');
  writeFileSync(
    join(config, 'jvm.options'),
    options
      .split('\n')
      .filter((line) => !line.includes('Xlog'))
      .join('\n'),
  );
  writeFileSync(
    join(config, 'elasticsearch.yml'),
    yaml(dir, port, { ...(login && writeLogin(config, login)), ...settings }),
  );
  return config;
}

/** The words before the command that make it run as a user other than root. */
function asUser(dir: string): string[] {
  if (process.getuid?.() !== 0) return [];
  const mapped = ['unshare', '-U', `--map-user=${USER}`, `--map-group=${USER}`];
  if (spawnSync(mapped[0] ?? '', [...mapped.slice(1), 'true']).status === 0) return mapped;
  for (const entry of readdirSync(dir, { recursive: true, encoding: 'utf8' })) chownSync(join(dir, entry), USER, USER);
  chownSync(dir, USER, USER);
  return ['setpriv', `--reuid=${USER}`, `--regid=${USER}`, '--clear-groups'];
}

async function isHealthy(address: string, { dir, login }: ElasticsearchOptions): Promise<boolean> {
  const url = `${address}/_cluster/health?wait_for_status=yellow&timeout=1s`;
  return login ? (await askWithLogin(url, dir, login)) === 200 : (await fetch(url)).ok;
}

/** Starts one node of Elasticsearch on the loopback address. Resolves when its cluster is usable. */
export async function startElasticsearch(options: ElasticsearchOptions): Promise<Engine> {
  const { dir, port, login, heapMb = 1_024 } = options;
  const address = `${login ? 'https' : 'http'}://127.0.0.1:${port}`;
  const jdk = findJdk(JAVA_MAJOR);
  const home = fetchDistribution();
  const config = writeConfiguration(home, options);
  const launcher = ['-Xms4m', '-Xmx64m', '-XX:+UseSerialGC'];
  const java = join(jdk, 'bin', 'java');
  const classPath = join(home, 'lib', 'tools', 'server-launcher', '*');
  const [command = java, ...args] = [
    ...asUser(dir),
    java,
    ...launcher,
    '-cp',
    classPath,
    'org.elasticsearch.server.launcher.ServerLauncher',
  ];
  return launch({
    name: 'Elasticsearch',
    address,
    command,
    args,
    cwd: home,
    env: {
      JAVA: java,
      JAVA_TYPE: 'ES_JAVA_HOME',
      ES_JAVA_HOME: jdk,
      ES_HOME: home,
      ES_PATH_CONF: config,
      ES_DISTRIBUTION_TYPE: 'tar',
      ES_TMPDIR: join(dir, 'tmp'),
      LIBFFI_TMPDIR: join(dir, 'tmp'),
      CLI_JAVA_OPTS: launcher.join(' '),
      ES_JAVA_OPTS: `-Xms${heapMb}m -Xmx${heapMb}m -XX:-AlwaysPreTouch`,
      HOSTNAME: process.env.HOSTNAME ?? 'localhost',
    },
    logFile: join(dir, 'launch.out'),
    isReady: () => isHealthy(address, options),
  });
}
