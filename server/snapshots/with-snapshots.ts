import { isatty } from 'node:tty';
import { type Backends, openBackends } from '../../backends/open.ts';
import { systemClock } from '../../core/clock.ts';
import type { Snapshots } from '../../core/snapshots.ts';
import { TOPICS } from '../../core/topics.ts';
import type { OptionSpec } from '../command-line/option-spec.ts';
import { type Options, usageError } from '../command-line/options.ts';
import type { Terminal } from '../command-line/terminal.ts';
import { loadConfig } from '../config.ts';
import { createLogger } from '../logger.ts';
import { createStopStack, type StopStack } from '../stop-stack.ts';

/** Options of every command that uses snapshots. */
export const CONFIG_OPTION: OptionSpec = {
  type: 'string',
  short: 'c',
  value: 'FILE',
  help: 'YAML file of settings; default $LOGSIEVE_CONFIG',
};

/** What such a command works with. */
export interface SnapshotTools {
  snapshots: Snapshots;
  backends: Backends;
  /** What is opened besides goes on it. */
  stack: StopStack;
}

const NAME = /^[a-z0-9][a-z0-9._-]{0,99}$/;

/** @throws PipelineError `invalid_parameter` */
export function checkName(name: string): string {
  if (NAME.test(name)) return name;
  throw usageError(`expected a name of lower-case letters, digits, dots, dashes and underscores, got "${name}"`);
}

/** Opens what the settings name, and closes it behind `use`. @throws PipelineError `invalid_parameter` where the stores have no snapshots */
export async function withSnapshots<T>(
  { options, terminal }: { options: Options; terminal: Terminal },
  use: (tools: SnapshotTools) => Promise<T>,
): Promise<T> {
  const config = loadConfig({ env: terminal.env, file: options.text('config'), isTerminal: isatty(2) });
  const { logLevel: level, logFormat: format, secrets } = config;
  const logger = createLogger({ level, format, name: 'snapshot', secrets });
  const stack = createStopStack(logger);
  const backends = openBackends(config, { logger, now: systemClock.now });
  try {
    const snapshots = await backends.openSnapshots();
    if (!snapshots) {
      throw usageError(
        `snapshots are of Elasticsearch, and ELASTICSEARCH_URL is not set: the data is in ${config.dataDir}; stop Logsieve and copy that folder, or copy its files with SQLite's own backup`,
      );
    }
    stack.push('snapshots', () => snapshots.close());
    return await use({ snapshots, backends, stack });
  } finally {
    await stack.stopAll(config.shutdownTimeoutMs);
  }
}

/** The bus, for reading. In a data folder it is open to one process at a time. */
export async function openBus({ backends, stack }: SnapshotTools) {
  const claim = await backends.claim();
  stack.push('data folder', () => claim.release());
  const bus = await backends.openBus(false);
  stack.push('bus', () => bus.close());
  await bus.createTopics(TOPICS);
  return bus;
}
