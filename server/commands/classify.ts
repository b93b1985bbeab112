import type { Classifier, ClassifierInput } from '../../core/classifier.ts';
import { LEVELS } from '../../core/record.ts';
import { type Command, type CommandInput, EXIT, JSON_OPTION } from '../command-line/command.ts';
import { readLines } from '../command-line/read-lines.ts';
import type { Terminal } from '../command-line/terminal.ts';
import { printable } from '../printable.ts';

const SHOWN_TERMS = 8;
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

async function* messagesOf({ given, terminal }: CommandInput): AsyncGenerator<string> {
  if (given.length > 0 && given[0] !== '-') {
    yield* given;
    return;
  }
  for await (const { bytes } of readLines([], terminal)) {
    const line = bytes.toString();
    if (line.trim() !== '') yield line;
  }
}

function jsonOf(classifier: Classifier, asked: ClassifierInput, explains: boolean): string {
  if (explains) return JSON.stringify({ message: asked.message, ...classifier.explain(asked) });
  return JSON.stringify({ message: asked.message, ...classifier.classify(asked), model_version: classifier.version });
}

async function printExplanation(classifier: Classifier, asked: ClassifierInput, terminal: Terminal): Promise<void> {
  const { scores, terms } = classifier.explain(asked);
  const ranked = Object.entries(scores).sort(([, a], [, b]) => b - a);
  await terminal.print(`    ${ranked.map(([category, score]) => `${category} ${percent(score)}`).join('  ')}`);
  for (const { term, weight } of terms.slice(0, SHOWN_TERMS)) {
    const mark = terminal.paint(weight < 0 ? 'red' : 'green', `${weight < 0 ? '' : '+'}${weight.toFixed(2)}`);
    await terminal.print(`    ${mark}  ${printable(term)}`);
  }
}

export const classify: Command = {
  name: 'classify',
  summary: 'Show which category the model gives to messages',
  synopsis: '[MESSAGE…|-]',
  takes: [0, Number.MAX_SAFE_INTEGER],
  options: {
    explain: { type: 'boolean', short: 'e', help: 'also the scores, and the words that spoke for and against' },
    level: { type: 'string', value: 'LEVEL', help: 'level of the logs, which the model may use' },
    service: { type: 'string', value: 'NAME', help: 'service of the logs, which the model may use' },
    model: { type: 'string', value: 'FILE', help: 'a trained artifact; default the shipped one' },
    json: { ...JSON_OPTION, help: 'one JSON object a message' },
  },
  details: ['Works without a server. Without a message, or with -, each line of standard input is one.'],
  examples: [
    ["logsieve classify 'Failed password for root from 203.0.113.7' --explain", 'Security, and why'],
    ['cut -f5 messages.tsv | logsieve classify --json', 'many'],
  ],
  async run(input) {
    const { options, terminal } = input;
    const level = options.text('level') === undefined ? undefined : options.choice('level', LEVELS, 'info');
    const service = options.text('service');
    const { loadCategoryModel } = await import('../../models/category/category-model.ts');
    const classifier = loadCategoryModel(options.text('model'));
    const explains = options.flag('explain');
    for await (const message of messagesOf(input)) {
      const asked: ClassifierInput = { message, ...(level && { level }), ...(service && { service }) };
      if (options.flag('json')) {
        await terminal.print(jsonOf(classifier, asked, explains));
        continue;
      }
      const { category, confidence } = classifier.classify(asked);
      const head = `${terminal.paint('bold', category.padEnd(11))} ${percent(confidence).padStart(7)}`;
      await terminal.print(`${head}  ${printable(message)}`);
      if (explains) await printExplanation(classifier, asked, terminal);
    }
    return EXIT.ok;
  },
};
