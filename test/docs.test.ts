import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { ERROR_CODES } from '../core/errors.ts';
import { formatCommandHelp, formatHelp } from '../server/command-line/help.ts';
import { COMMANDS } from '../server/commands/commands.ts';
import { COMMAND_LINE_NAMES, SETTING_NAMES, SETTINGS, type Setting } from '../server/settings.ts';
import { ROOT } from './stand-ins/pages.ts';

const page = (name: string): string => readFileSync(new URL(`../docs/${name}.md`, import.meta.url), 'utf8');
/** The names in the first column of every table of a page. */
const firstColumn = (text: string): string[] => [...text.matchAll(/^\| `(\w+)` \|/gm)].map(([, name = '']) => name);

describe('docs/configuration.md', () => {
  const text = page('configuration');

  it.each(SETTING_NAMES)('tells of %s as the code has it', (name) => {
    const { fallback, meaning, reader }: Setting = SETTINGS[name];
    const shown = fallback === undefined ? '' : `\`${fallback}\``;
    expect(text).toContain(`| \`${name}\` | ${shown} | ${meaning} | ${reader.expected} |`);
  });

  it('tells of no setting that is none', () => {
    const known = [...SETTING_NAMES, ...Object.keys(COMMAND_LINE_NAMES), 'NO_COLOR'];
    expect(firstColumn(text)).toEqual(known);
  });
});

describe('docs/errors.md', () => {
  const text = page('errors');

  it('has one line for each code, in the order of the list', () => {
    expect(firstColumn(text)).toEqual(Object.keys(ERROR_CODES));
  });

  it.each(Object.entries(ERROR_CODES))('%s: its status, what happened, and what to do', (code, status) => {
    expect(text).toMatch(new RegExp(`^\\| \`${code}\` \\| ${status} \\| [A-Z].+\\. \\| .+\\. \\|$`, 'm'));
  });
});

describe('the list of error codes', () => {
  it.each(Object.keys(ERROR_CODES))('holds %s for somebody who uses it', (code) => {
    const others = [':!*.test.ts', ':!core/errors.ts', ':!test', ':!bench'];
    const users = execFileSync('git', ['grep', '-lF', `'${code}'`, '--', '*.ts', ...others], { cwd: ROOT });
    expect(users.toString()).not.toBe('');
  });
});

describe('docs/cli.md', () => {
  const text = page('cli');

  it('shows the help as it is', () => {
    expect(text).toContain(`\`\`\`text\n${formatHelp(COMMANDS)}\n\`\`\``);
  });

  it.each(COMMANDS.map((command) => [command.name, command] as const))(
    'shows the help of %s as it is',
    (name, command) => {
      expect(text).toContain(`## ${name}\n\n\`\`\`text\n${formatCommandHelp(command)}\n\`\`\``);
    },
  );

  it('shows no command that is none', () => {
    const sections = [...text.matchAll(/^## (.+)$/gm)].map(([, name]) => name);
    expect(sections).toEqual(COMMANDS.map((command) => command.name));
  });

  it.each(COMMANDS.map((command) => [command.name, command] as const))('%s has an example', (name, { examples }) => {
    expect(examples.length).toBeGreaterThan(0);
    for (const [line] of examples) expect(line).toContain(`logsieve ${name}`);
  });
});
