import { isatty } from 'node:tty';
import { PipelineError } from '../../core/errors.ts';
import type { Logger } from '../../core/logger.ts';
import { type Command, EXIT } from '../command-line/command.ts';
import { watchStopSignals } from '../command-line/stop-signals.ts';
import type { Terminal } from '../command-line/terminal.ts';
import { type Config, type ConfigSources, loadConfig, showSettings } from '../config.ts';
import { createLogger } from '../logger.ts';
import { ROLES } from '../role.ts';
import { VERSION } from '../version.ts';

/** What the parts may need beyond the deadline to see that it is over. */
const GRACE_MS = 1_000;

function channelsOf(config: Config): string[] {
  return [
    ...(config.slackWebhookUrl === undefined ? [] : ['slack']),
    ...(config.telegram === undefined ? [] : ['telegram']),
    ...(config.alertWebhookUrl === undefined ? [] : ['webhook']),
  ];
}

type Role = 'all' | (typeof ROLES)[number];

/** Where the bus and the stores are. */
function placesOf({ kafka, elasticsearch, dataDir }: Config): string[] {
  return [
    ...(kafka ? [`Kafka ${kafka.brokers.join(' ')}`] : []),
    ...(elasticsearch ? [`Elasticsearch ${elasticsearch.urls.join(' ')}`] : []),
    ...(kafka && elasticsearch ? [] : [dataDir]),
  ];
}

/** What to tell a person, each with a name before it. */
function startedRows(config: Config, url: string, role: Role): [name: string, text: string][] {
  const has = (part: Role) => role === 'all' || role === part;
  const channels = channelsOf(config);
  const alertsTo = channels.join(', ') || 'this console; SLACK_WEBHOOK_URL=… sends them to Slack';
  const record = '{"service":"shop","level":"error","message":"payment declined: card expired"}';
  const post = `curl -H 'content-type: application/json' -d '${record}' ${url}/api/v1/logs`;
  return [
    ['runs', `${role === 'all' ? ROLES.join(', ') : role} (pid ${process.pid})`],
    ['data', `${placesOf(config).join(', ')}; logs kept ${config.retentionDays.default} days`],
    ...(has('alerts') ? [['alerts to', alertsTo] as [string, string]] : []),
    ...(has('gateway') ? [['send a log', post] as [string, string]] : []),
    ...(has('api') ? [['find it', `curl '${url}/api/v1/logs/search?q=declined'`] as [string, string]] : []),
    ['stop', 'Ctrl-C'],
  ];
}

async function sayStarted(terminal: Terminal, config: Config, url: string, role: Role): Promise<void> {
  await terminal.print(terminal.paint('bold', `Logsieve ${VERSION} is up: ${url}`));
  for (const [name, text] of startedRows(config, url, role))
    await terminal.print(`  ${terminal.paint('dim', name.padEnd(11))}${text}`);
}

function endOnStrayErrors(logger: Logger): void {
  const end = (error: unknown) => {
    logger.error('an error that nobody caught; the process ends', { error });
    process.exit(EXIT.failed);
  };
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);
}

/** Resolves with false when it takes longer. */
async function within(work: Promise<void>, ms: number): Promise<boolean> {
  const late = Promise.withResolvers<false>();
  const timer = setTimeout(() => late.resolve(false), ms);
  return Promise.race([work.then(() => true), late.promise]).finally(() => clearTimeout(timer));
}

async function run(config: Config, role: Role, terminal: Terminal, json: boolean) {
  const { logLevel: level, logFormat: format, shutdownTimeoutMs } = config;
  const logger = createLogger({ level, format, name: 'cli', secrets: config.secrets });
  endOnStrayErrors(logger);
  const signals = watchStopSignals();
  const { startHouse } = await import('../start.ts');
  const starting = startHouse(config, { role });
  const stopping = signals.first.then(async (signal) => {
    logger.info('stopping', { signal });
    return within(
      starting.then((house) => house.stop()),
      shutdownTimeoutMs + GRACE_MS,
    );
  });
  // a start that was told to stop may never come to its end
  const house = await Promise.race([starting, stopping.then(() => null)]);
  if (house) {
    const { pid } = process;
    const facts = {
      url: house.url,
      pid,
      role,
      data_dir: config.dataDir,
      places: placesOf(config),
      channels: channelsOf(config),
    };
    if (json) await terminal.print(JSON.stringify(facts));
    else await sayStarted(terminal, config, house.url, role);
  }
  if (await stopping) return EXIT.ok;
  const seconds = shutdownTimeoutMs / 1_000;
  throw new PipelineError('internal', `did not stop within ${seconds} s; ended as it is, which loses nothing`);
}

export const start: Command = {
  name: 'start',
  summary: 'Run Logsieve on this machine',
  synopsis: '',
  takes: [0, 0],
  options: {
    role: { type: 'string', value: 'ROLE', help: `all (default), or one of ${ROLES.join(', ')}` },
    config: { type: 'string', short: 'c', value: 'FILE', help: 'YAML file of settings; default $LOGSIEVE_CONFIG' },
    host: { type: 'string', value: 'HOST', help: 'address to listen on; default 127.0.0.1' },
    port: { type: 'string', short: 'p', value: 'PORT', help: 'port to listen on, 0 for a free one; default 8080' },
    'data-dir': { type: 'string', value: 'FOLDER', help: 'where the data is; default ./data' },
    check: { type: 'boolean', help: 'read the settings, show them without secrets, and start nothing' },
    json: { type: 'boolean', help: 'say in one line of JSON what was started' },
  },
  details: [
    'Everything runs in one process, on a data folder that it owns. The process says what it does on standard error; SIGTERM and Ctrl-C stop it in order, a second one at once.',
    'Options beat the environment, which beats the file; docs/configuration.md lists every setting.',
  ],
  examples: [
    ['logsieve start', 'listen on http://127.0.0.1:8080, keep the data in ./data'],
    ['SLACK_WEBHOOK_URL=https://hooks.slack.com/… logsieve start', 'send alerts to Slack'],
    ['logsieve start --config /etc/logsieve.yaml --check', 'see whether the settings are right'],
  ],
  async run({ options, terminal }) {
    const role = options.choice('role', ['all', ...ROLES], 'all');
    const sources: ConfigSources = {
      env: terminal.env,
      file: options.text('config'),
      options: { HOST: options.text('host'), PORT: options.text('port'), DATA_DIR: options.text('data-dir') },
      isTerminal: isatty(2),
    };
    if (!options.flag('check')) return run(loadConfig(sources), role, terminal, options.flag('json'));
    await terminal.print(JSON.stringify(showSettings(sources), null, 2));
    return EXIT.ok;
  },
};
