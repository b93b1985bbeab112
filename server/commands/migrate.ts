import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isatty } from 'node:tty';
import { type BackendSettings, type Backends, openBackends } from '../../backends/open.ts';
import type { Logger } from '../../core/logger.ts';
import { TOPICS } from '../../core/topics.ts';
import { type Command, EXIT, JSON_OPTION } from '../command-line/command.ts';
import { usageError } from '../command-line/options.ts';
import type { Terminal } from '../command-line/terminal.ts';
import { type Config, loadConfig } from '../config.ts';
import { createLogger } from '../logger.ts';
import { countSource, type Migration, migrate as migrateAll, type SourceCounts } from '../migrate/migrate.ts';
import { openProgressFile } from '../migrate/progress-file.ts';
import { createStopStack, type StopStack } from '../stop-stack.ts';

const BAR_WIDTH = 24;
const SHOWN_REFUSED = 20;

function progressBar(step: string, done: number, total: number): string {
  const share = total > 0 ? Math.min(1, done / total) : 1;
  const filled = Math.round(share * BAR_WIDTH);
  return `${step.padEnd(8)} [${'#'.repeat(filled)}${'.'.repeat(BAR_WIDTH - filled)}] ${done}/${total}`;
}

function sayCounts({ logs, days, alerts, waiting }: SourceCounts): string[] {
  return [
    `${logs} logs on ${days.size} days, ${alerts} alerts`,
    ...Object.entries(waiting).map(([topic, count]) => `${String(count).padStart(10)} messages of ${topic}`),
  ];
}

function sayMigration({ source, target, moved, refused, differences, complete }: Migration): string[] {
  return [
    `logs    ${source.logs} here, ${target.logs} there`,
    `alerts  ${source.alerts} here, ${target.alerts} there`,
    ...Object.entries(moved).map(([topic, count]) => `${String(count).padStart(10)} messages of ${topic} moved now`),
    ...differences.map((row) => `${row.day}: ${row.source} here, ${row.target} there`),
    ...refused.slice(0, SHOWN_REFUSED).map(({ id, reason }) => `${id} cannot be stored: ${reason}`),
    complete ? 'complete' : 'the counts differ',
  ];
}

async function openPlace(backends: Backends, stack: StopStack) {
  const bus = await backends.openBus(false);
  stack.push('bus', () => bus.close());
  const store = await backends.openStore();
  stack.push('store', () => store.close());
  const alertStore = await backends.openAlertStore();
  stack.push('alert store', () => alertStore.close());
  return { bus, store, alertStore };
}

interface Task {
  from: string;
  config: Config;
  dryRun: boolean;
  json: boolean;
  terminal: Terminal;
}

async function count(source: Awaited<ReturnType<typeof openPlace>>, { terminal, json }: Task): Promise<number> {
  const counts = await countSource(source);
  const lines = json ? [JSON.stringify({ ...counts, days: Object.fromEntries(counts.days) })] : sayCounts(counts);
  for (const line of lines) await terminal.print(line);
  return EXIT.ok;
}

async function run(task: Task, logger: Logger, stack: StopStack): Promise<number> {
  const { from, config, dryRun, json, terminal } = task;
  const { kafka, elasticsearch } = config;
  const context = { logger, now: () => Date.now() };
  const embedded: BackendSettings = { dataDir: from, durability: 'full', searchWorkers: config.searchWorkers };
  const backends = openBackends(embedded, context);
  const claim = await backends.claim();
  stack.push('data folder', () => claim.release());
  const source = await openPlace(backends, stack);
  if (dryRun) return count(source, task);
  if (!kafka || !elasticsearch) throw usageError('expected KAFKA_BROKERS and ELASTICSEARCH_URL among the settings');
  const target = await openPlace(openBackends(config, context), stack);
  await target.bus.createTopics(TOPICS);
  const progress = openProgressFile(from, [...elasticsearch.urls].sort().join(' '));
  const onProgress = (step: string, done: number, total: number): void =>
    terminal.status(progressBar(step, done, total));
  const migration = await migrateAll(source, target, { progress, onProgress });
  terminal.status('');
  const { days, ...counts } = migration.source;
  const result = { ...migration, source: { ...counts, days: Object.fromEntries(days) } };
  for (const line of json ? [JSON.stringify(result)] : sayMigration(migration)) await terminal.print(line);
  return migration.complete ? EXIT.ok : EXIT.failed;
}

export const migrate: Command = {
  name: 'migrate',
  summary: 'Take the data of a folder over to Kafka and Elasticsearch',
  synopsis: '',
  takes: [0, 0],
  options: {
    from: { type: 'string', value: 'FOLDER', help: 'data folder of the embedded bus and stores; default ./data' },
    config: { type: 'string', short: 'c', value: 'FILE', help: 'YAML file of settings; default $LOGSIEVE_CONFIG' },
    'dry-run': { type: 'boolean', help: 'count what is there, and take nothing over' },
    json: JSON_OPTION,
  },
  details: [
    'Goes to the Kafka and the Elasticsearch that the settings name: stored logs, alerts with their history, alert rules set over the API, dead letters, and what still waits to be processed, indexed or told. Windows that are open at that moment begin anew.',
    'Stop Logsieve before, and start it on the new settings after: the folder must not be in use, and logs that come in meanwhile make the counts differ. Broken off and run again, it goes on and doubles nothing. What is in the folder stays there.',
    'At the end both sides are counted, day by day; ends with 1 when they differ.',
  ],
  examples: [
    ['logsieve migrate --from ./data --dry-run', 'what there is'],
    [
      'KAFKA_BROKERS=127.0.0.1:9092 ELASTICSEARCH_URL=http://127.0.0.1:9200 logsieve migrate --from ./data',
      'take it over',
    ],
  ],
  async run({ options, terminal }) {
    const from = resolve(options.text('from') ?? './data');
    if (!existsSync(join(from, 'bus.db'))) throw usageError(`--from: there is no data in ${from}`);
    const config = loadConfig({ env: terminal.env, file: options.text('config'), isTerminal: isatty(2) });
    const { logLevel: level, logFormat: format, secrets } = config;
    const logger = createLogger({ level, format, name: 'migrate', secrets });
    const stack = createStopStack(logger);
    try {
      return await run(
        { from, config, dryRun: options.flag('dry-run'), json: options.flag('json'), terminal },
        logger,
        stack,
      );
    } finally {
      await stack.stopAll(config.shutdownTimeoutMs);
    }
  },
};
