import type { Command } from './command.ts';
import type { OptionSpec } from './option-spec.ts';

const WIDTH = 96;

/** Lines no longer than the width, words kept whole. */
function wrap(text: string, indent: string): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last !== '' && indent.length + last.length + word.length >= WIDTH) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines.map((line) => `${indent}${line}`);
}

function table(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(0, ...rows.map(([left]) => left.length)) + 2;
  const indent = ' '.repeat(width + 2);
  return rows.flatMap(([left, right]) => {
    const [first = '', ...rest] = wrap(right, indent);
    return [`  ${left.padEnd(width)}${first.slice(indent.length)}`, ...rest];
  });
}

/** How an option is written: `-l, --limit N`. */
function optionLabel(name: string, { short, value }: OptionSpec): string {
  return `${short ? `-${short}, ` : ''}--${name}${value ? ` ${value}` : ''}`;
}

/** The help of one command. */
export function formatCommandHelp(command: Command): string {
  const { name, synopsis, options, details, examples } = command;
  const rows = Object.entries(options).map(([key, spec]) => [optionLabel(key, spec), spec.help] as const);
  const shown = examples.flatMap(([line, meaning]) => [`  ${line}`, `      ${meaning}`]);
  return [
    `Usage: logsieve ${name}${rows.length > 0 ? ' [options]' : ''}${synopsis ? ` ${synopsis}` : ''}`,
    '',
    ...wrap(`${command.summary}.`, ''),
    ...details.flatMap((paragraph) => ['', ...wrap(paragraph, '')]),
    ...(rows.length > 0 ? ['', 'Options:', ...table([...rows, ['-h, --help', 'this help']])] : []),
    '',
    'Examples:',
    ...shown,
  ].join('\n');
}

const EXIT_CODES = [
  ['0', 'done'],
  ['1', 'failed, or done in part'],
  ['2', 'the command line, a setting or a query is wrong; nothing was done'],
  ['3', 'done, and nothing was found'],
] as const;

const FIRST_STEPS = [
  ['logsieve start', 'run everything on this machine'],
  ['logsieve send app.log --service shop', 'send a file'],
  ["logsieve search 'level:error timeout' --from now-15m", 'look for logs'],
  ['logsieve tail service:shop', 'watch them come in'],
] as const;

/** The help of the whole. */
export function formatHelp(commands: readonly Command[]): string {
  return [
    'Usage: logsieve COMMAND [options]',
    '',
    'Logs in; classified, searchable and watched over.',
    '',
    'Commands:',
    ...table(commands.map(({ name, summary }) => [name, summary] as const)),
    '',
    'First steps:',
    ...table(FIRST_STEPS),
    '',
    'Exit codes:',
    ...table(EXIT_CODES),
    '',
    'logsieve COMMAND --help tells more of each. Settings come from the environment or a file: docs/configuration.md.',
  ].join('\n');
}
