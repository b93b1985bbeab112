import { type Command, EXIT, JSON_OPTION } from '../command-line/command.ts';
import { formatEvaluation, formatUnknownLevels } from '../command-line/format-evaluation.ts';
import { usageError } from '../command-line/options.ts';

export const evaluate: Command = {
  name: 'evaluate',
  summary: 'Measure a category model on labelled lines',
  synopsis: '[FILE…]',
  takes: [0, Number.MAX_SAFE_INTEGER],
  options: {
    input: {
      type: 'string',
      short: 'i',
      value: 'FILE',
      multiple: true,
      help: 'NDJSON or CSV of message, label and, if known, level and service',
    },
    model: { type: 'string', short: 'm', value: 'FILE', help: 'a trained artifact; default the shipped one' },
    json: JSON_OPTION,
  },
  details: ['Lines that the model was trained on say little about it. Files may stand behind --input or alone.'],
  examples: [
    ['logsieve evaluate --model category.json --input kept-aside.ndjson', 'precision, recall and F1 of each category'],
  ],
  async run({ options, given, terminal }) {
    const input = [...options.texts('input'), ...given];
    if (input.length === 0) throw usageError('expected --input FILE');
    const model = options.text('model');
    const { evaluateFiles } = await import('../../models/evaluate.ts');
    const evaluation = await evaluateFiles({
      input,
      ...(model !== undefined && { model }),
      onProgress: (lines) => terminal.status(`${lines} lines`),
    });
    terminal.status('');
    if (evaluation.unknown_levels > 0) terminal.note(formatUnknownLevels(evaluation.unknown_levels));
    if (options.flag('json')) await terminal.print(JSON.stringify(evaluation));
    else {
      await terminal.print(evaluation.model_version);
      for (const line of formatEvaluation(evaluation)) await terminal.print(line);
    }
    return EXIT.ok;
  },
};
