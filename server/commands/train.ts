import { type Command, EXIT, JSON_OPTION } from '../command-line/command.ts';
import { formatEvaluation, formatUnknownLevels } from '../command-line/format-evaluation.ts';
import { usageError } from '../command-line/options.ts';

export const train: Command = {
  name: 'train',
  summary: 'Train a category model on labelled lines',
  synopsis: '[FILE…]',
  takes: [0, Number.MAX_SAFE_INTEGER],
  options: {
    input: {
      type: 'string',
      short: 'i',
      value: 'FILE',
      multiple: true,
      help: 'NDJSON or CSV of message, label and, if known, level and service; default the shipped corpus',
    },
    output: { type: 'string', short: 'o', value: 'FILE', help: 'where the artifact is written; required' },
    date: {
      type: 'string',
      value: 'YYYY-MM-DD',
      help: 'day to write into the artifact; default none, so that the same lines give the same bytes',
    },
    json: JSON_OPTION,
  },
  details: [
    'Files may stand behind --input or alone. Each file is taken as one system: the figures come from cross-validation that leaves whole files out.',
    'CATEGORY_MODEL=FILE logsieve start uses the artifact.',
  ],
  examples: [
    ['logsieve train --input ours.ndjson --input theirs.csv --output category.json', 'a model of your own'],
    ['logsieve train --output /tmp/category.json', 'the shipped model once more'],
  ],
  async run({ options, given, terminal }) {
    const output = options.text('output');
    if (output === undefined) throw usageError('expected --output FILE');
    const input = [...options.texts('input'), ...given];
    const date = options.text('date');
    if (date !== undefined && !/^\d{4}-\d\d-\d\d$/.test(date)) throw usageError('--date: expected YYYY-MM-DD');
    const { trainFromFiles } = await import('../../models/train.ts');
    let unknownLevels = 0;
    const { version, corpus, metrics } = await trainFromFiles({
      ...(input.length > 0 && { input }),
      ...(date !== undefined && { date }),
      output,
      onUnknownLevel: () => unknownLevels++,
      onProgress: ({ step, done, total }) => terminal.status(`${step} ${done}/${total}`),
    });
    terminal.status('');
    if (unknownLevels > 0) terminal.note(formatUnknownLevels(unknownLevels));
    if (options.flag('json')) await terminal.print(JSON.stringify({ version, output, corpus, metrics }));
    else {
      await terminal.print(`${version} written to ${output}`);
      for (const line of metrics ? formatEvaluation(metrics) : []) await terminal.print(line);
    }
    return EXIT.ok;
  },
};
