import { resolve } from 'node:path';
import { isatty } from 'node:tty';
import { readTimeRange } from '../../api/params/time-range.ts';
import { openBackends } from '../../backends/open.ts';
import { systemClock } from '../../core/clock.ts';
import type { LogStore } from '../../core/log-store.ts';
import type { Logger } from '../../core/logger.ts';
import { compileQuery } from '../../core/query/matches.ts';
import { parseQuery } from '../../core/query/parse.ts';
import { createSteadyRate } from '../../core/steady-rate.ts';
import { type Command, EXIT, JSON_OPTION } from '../command-line/command.ts';
import { type Options, usageError } from '../command-line/options.ts';
import type { Terminal } from '../command-line/terminal.ts';
import { type Config, loadConfig } from '../config.ts';
import { createLogger } from '../logger.ts';
import { formatChanges } from '../replay/category-changes.ts';
import { type ReplayCounts, replayLogs } from '../replay/replay-logs.ts';
import { createStopStack, type StopStack } from '../stop-stack.ts';

const SHADOW_ALIAS = 'logs_classified_shadow_';
const NAME = /^[a-z0-9_]{1,40}$/;
const MAX_RATE = 10_000_000;

interface Shadow {
  /** What a person calls it. */
  name: string;
  config: Config;
  /** Whether the folder has to be taken for this process. */
  isFolder: boolean;
}

/** The same settings, with another place for the logs. */
function shadowOf(config: Config, options: Options): Shadow {
  const [into, name = 'replay'] = [options.text('into'), options.text('name')];
  if (config.elasticsearch) {
    if (into !== undefined) throw usageError('--into: the stores are in Elasticsearch; give the shadow a --name');
    if (!NAME.test(name)) throw usageError(`--name: expected a-z, 0-9 and _, at most 40, got "${name}"`);
    const alias = `${SHADOW_ALIAS}${name}`;
    return { name: alias, config: { ...config, elasticsearch: { ...config.elasticsearch, alias } }, isFolder: false };
  }
  if (into === undefined) throw usageError('expected --into FOLDER, where the records go');
  if (options.text('name') !== undefined) throw usageError('--name: only with Elasticsearch');
  const dataDir = resolve(into);
  return { name: dataDir, config: { ...config, dataDir }, isFolder: true };
}

async function openShadow({ config, isFolder }: Shadow, logger: Logger, stack: StopStack): Promise<LogStore> {
  const backends = openBackends(config, { logger, now: systemClock.now });
  if (isFolder) {
    const claim = await backends.claim();
    stack.push('shadow folder', () => claim.release());
  }
  const store = await backends.openStore();
  stack.push('shadow', () => store.close());
  return store;
}

/** What a replay reads, and where it goes; all of it is on the stack. */
async function openSides(config: Config, target: Shadow, logger: Logger, stack: StopStack) {
  const backends = openBackends(config, { logger, now: systemClock.now });
  const claim = await backends.claim();
  stack.push('data folder', () => claim.release());
  const bus = await backends.openBus(false);
  stack.push('bus', () => bus.close());
  const store = await backends.openStore();
  stack.push('store', () => store.close());
  return { bus, store, shadow: await openShadow(target, logger, stack) };
}

/** What a person asked for. @throws PipelineError `invalid_parameter` or `query_syntax` */
function readWishes(options: Options, now: number) {
  const from = options.text('from');
  if (from === undefined) throw usageError('expected --from TIME');
  return {
    range: readTimeRange({ from, to: options.text('to') ?? 'now' }, now),
    isWanted: compileQuery(parseQuery(options.text('query') ?? '')),
    rate: createSteadyRate(options.whole('rate', [1, MAX_RATE], MAX_RATE), systemClock),
  };
}

async function run(options: Options, config: Config, terminal: Terminal, logger: Logger, stack: StopStack) {
  const { now } = systemClock;
  const wishes = readWishes(options, now());
  const target = shadowOf(config, options);
  const [{ loadCategoryModel }, { parseLine }, { createMasker }] = await Promise.all([
    import('../../models/category/category-model.ts'),
    import('../../parsers/detect.ts'),
    import('../../stream-processor/mask/mask.ts'),
  ]);
  const classifier = loadCategoryModel(options.text('model') ?? config.categoryModel);
  const masker = createMasker(config.mask, () => undefined);
  const sides = await openSides(config, target, logger, stack);
  const startedAt = now();
  const onProgress = (read: number): void =>
    terminal.status(`${read} logs, ${Math.round((read * 1_000) / Math.max(1, now() - startedAt))} a second`);
  const counts = await replayLogs({ ...sides, ...wishes, classifier, parseLine, masker, now, onProgress });
  terminal.status('');
  return { shadow: target.name, model_version: classifier.version, ...counts };
}

function sayReplay(result: ReplayCounts & { shadow: string; model_version: string }): string[] {
  const { shadow, model_version, read, failed, written, kept, refused, not_stored, unchanged, changed } = result;
  const moved = changed.reduce((sum, { logs }) => sum + logs, 0);
  return [
    `${read} logs read, ${written} in ${shadow}, by ${model_version}`,
    ...(failed > 0 ? [`${failed} could not be processed`] : []),
    ...(refused > 0 ? [`${refused} cannot be stored`] : []),
    ...(kept > 0 ? [`${kept} were there before and stayed as they were`] : []),
    ...(not_stored > 0 ? [`${not_stored} are not stored, so there is nothing to compare them with`] : []),
    `${moved} of ${moved + unchanged} have another category`,
    ...(moved > 0 ? ['', ...formatChanges(changed)] : []),
  ];
}

export const replay: Command = {
  name: 'replay',
  summary: 'Process logs of the past again, beside what is stored',
  synopsis: '',
  takes: [0, 0],
  options: {
    from: { type: 'string', value: 'TIME', help: 'RFC 3339 or now-15m, of the receipt; required' },
    to: { type: 'string', value: 'TIME', help: 'default now' },
    query: { type: 'string', short: 'q', value: 'QUERY', help: 'only logs that match it as they are processed now' },
    model: { type: 'string', short: 'm', value: 'FILE', help: 'a trained artifact; default that of the settings' },
    name: {
      type: 'string',
      value: 'NAME',
      help: `with Elasticsearch: the records go to ${SHADOW_ALIAS}NAME; default replay`,
    },
    into: {
      type: 'string',
      value: 'FOLDER',
      help: 'without Elasticsearch: the records go to the store in this folder',
    },
    rate: { type: 'string', value: 'N', help: 'at most so many logs a second' },
    config: { type: 'string', short: 'c', value: 'FILE', help: 'YAML file of settings; default $LOGSIEVE_CONFIG' },
    json: JSON_OPTION,
  },
  details: [
    'Reads the logs that the bus still holds, and parses, masks and classifies them with the model and the settings of now. What is stored is not touched, and nothing is counted or alerted on. Says how many categories are others than those stored.',
    'With the embedded bus, stop Logsieve before. Records that are in the shadow already stay as they are: take a new one for each try. Remove it when it has served: the folder, or the indices and the index template of its name.',
    'Ends with 3 when the bus holds no log of that time, with 1 when some could not be processed or stored.',
  ],
  examples: [
    ['logsieve replay --from now-1d --model new.json --into /tmp/shadow', 'what a new model would change'],
    [
      "logsieve replay --from 2026-11-20T10:00:00Z --to 2026-11-20T11:00:00Z --query 'service:shop' --name shop",
      'an hour of one service, with Elasticsearch',
    ],
  ],
  async run({ options, terminal }) {
    const config = loadConfig({ env: terminal.env, file: options.text('config'), isTerminal: isatty(2) });
    const { logLevel: level, logFormat: format, secrets } = config;
    const logger = createLogger({ level, format, name: 'replay', secrets });
    const stack = createStopStack(logger);
    try {
      const result = await run(options, config, terminal, logger, stack);
      const lines = options.flag('json') ? [JSON.stringify(result)] : sayReplay(result);
      for (const line of lines) await terminal.print(line);
      if (result.read === 0) return EXIT.nothing;
      return result.failed + result.refused > 0 ? EXIT.failed : EXIT.ok;
    } finally {
      await stack.stopAll(config.shutdownTimeoutMs);
    }
  },
};
