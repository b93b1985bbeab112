import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { PipelineError } from '../core/errors.ts';
import { runLogsieve } from '../test/stand-ins/logsieve-process.ts';
import { runCommandLine } from './cli.ts';
import type { Terminal } from './command-line/terminal.ts';

function fakeTerminal(input = '', env: Record<string, string> = {}) {
  const lines: string[] = [];
  const notes: string[] = [];
  const terminal: Terminal = {
    print: async (line) => {
      lines.push(line);
    },
    note: (line) => notes.push(line),
    status() {},
    paint: (_, text) => text,
    input: (async function* () {
      yield Buffer.from(input);
    })() as unknown as NodeJS.ReadableStream,
    env,
    showsStatus: false,
    isTerminal: false,
  };
  return { terminal, lines, notes };
}

async function run(words: string[], input = '') {
  const { terminal, lines, notes } = fakeTerminal(input);
  const code = await runCommandLine(words, terminal).catch((error) => error as PipelineError);
  return { code, lines, notes, text: lines.join('\n') };
}

describe('snapshots', () => {
  it.each([['create'], ['list'], ['restore', 'some']])(
    '%s says what to do instead where the data is in a folder',
    async (...words) => {
      const { code } = await run(['snapshot', ...words]);
      expect(code).toMatchObject({ code: 'invalid_parameter', message: expect.stringContaining('copy that folder') });
    },
  );

  it('have names that Elasticsearch takes', async () => {
    const { code } = await run(['snapshot', 'create', 'My Snapshot']);
    expect(code).toMatchObject({ code: 'invalid_parameter', message: expect.stringContaining('"My Snapshot"') });
  });
});

describe('the command line', () => {
  it.each([['--help'], ['-h'], ['help']])('%s tells of every command', async (word) => {
    const { code, text } = await run([word]);
    expect(code).toBe(0);
    for (const name of ['start', 'send', 'search', 'dlq replay']) expect(text).toContain(`\n  ${name} `);
  });

  it('tells how to use it when it is told nothing', async () => {
    expect(await run([])).toMatchObject({ code: 2, text: expect.stringContaining('Usage: logsieve COMMAND') });
  });

  it.each([[['search', '--help']], [['help', 'search']], [['search', 'x', '-h']]])(
    '%j is the help of one command',
    async (words) => {
      expect(await run(words)).toMatchObject({ code: 0, text: expect.stringContaining('Usage: logsieve search') });
    },
  );

  it.each([
    [['serach'], 'unknown command "serach"; did you mean search?'],
    [['search', '--limt', '3'], 'unknown option --limt; did you mean --limit?'],
    [['search', '--limit', 'x'], '--limit: expected a whole number from 1 to 10000000, got "x"'],
    [['search', 'a', 'b'], 'too many arguments: "b"'],
    [['search', '--order', 'up'], '--order: expected one of asc, desc, got "up"'],
    [['search', '--url', 'x'], '--url: expected a URL such as http://127.0.0.1:8080, got "x"'],
    [['dlq'], 'expected one of: dlq list, dlq replay'],
    [
      ['dlq', 'replay'],
      'expected ids, --all, or one of --code, --stage, --topic, --query, --from, --to, --not-replayed',
    ],
    [['migrate', '--from', '/nowhere'], '--from: there is no data in /nowhere'],
    [['replay'], 'expected --from TIME'],
    [['replay', '--from', 'now-1h'], 'expected --into FOLDER, where the records go'],
    [['rules', 'check'], 'expected FILE…'],
    [['start', '--role', 'cook'], '--role: expected one of all, gateway, processor, indexer, alerts, api, got "cook"'],
    [['train'], 'expected --output FILE'],
    [['evaluate'], 'expected --input FILE'],
  ])('refuses %j with what is wrong', async (words, message) => {
    const { code } = await run(words);
    expect(code).toBeInstanceOf(PipelineError);
    expect(code).toMatchObject({ code: 'invalid_parameter', message });
  });

  it('says its version', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
    expect(await run(['--version'])).toMatchObject({ code: 0, lines: [version] });
    expect(JSON.parse((await run(['version', '--json'])).text)).toEqual({ version, node: process.versions.node });
  });
});

describe('commands that need no server', () => {
  it('parse shows format, confidence and record of each line', async () => {
    const { lines } = await run(
      ['parse', '--json'],
      '{"level":"warn","msg":"a"}\r\n\n<34>1 2003-10-11T22:14:15.003Z h su - - - b',
    );
    expect(lines.map((line) => JSON.parse(line).format)).toEqual(['json', 'rfc5424']);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ record: { level: 'warn', message: 'a' } });
  });

  it('parse lets nothing in a line steer the terminal', async () => {
    const { text } = await run(['parse'], 'plain \u001b[2J\u009b text');
    expect(text).toContain('plain \\u001b[2J\\u009b text');
  });

  it('classify names a category, and the words that spoke for it', async () => {
    const { lines } = await run(['classify', '--explain', 'Failed password for root from 203.0.113.7']);
    expect(lines[0]).toMatch(/^Security +\d+\.\d % {2}Failed password/);
    expect(lines.join('\n')).toMatch(/\+\d\.\d\d {2}.*password/);
    const [json] = (await run(['classify', '--json', 'a', 'b'])).lines;
    expect(JSON.parse(json ?? '')).toMatchObject({ message: 'a', category: expect.any(String) });
  });

  it('rules check names the line of every fault', async () => {
    const file = 'stream-processor/rules/default-rules.yaml';
    expect(await run(['rules', 'check', file])).toMatchObject({ code: 0, text: expect.stringContaining('all right') });
    const wrong = await run(['rules', 'check', 'biome.json']);
    expect(wrong.code).toBe(1);
    expect(wrong.notes.join()).toMatch(/^biome\.json:\d+: /);
  });

  it('start --check shows the settings without secrets', async () => {
    const { terminal, lines } = fakeTerminal('', {
      SLACK_WEBHOOK_URL: 'https://hooks.slack.com/c4n4ry',
      MASK_EXTRA: 'a=b+',
    });
    expect(await runCommandLine(['start', '--check', '--port', '81'], terminal)).toBe(0);
    expect(JSON.parse(lines.join(''))).toMatchObject({
      port: 81,
      slack_webhook_url: '[secret]',
      mask_extra: 'a=b+',
    });
  });

  it('a missing file is one clear line', async () => {
    expect((await run(['parse', 'no/such.log'])).code).toMatchObject({ message: 'no/such.log: there is no such file' });
  });
});

describe('as a process', () => {
  it('ends with 2 on a wrong setting, and names every fault in a line of its own', async () => {
    const env = { PORT: 'x', DURABILITY: 'y', SLACK_WEBHOOK_URL: 'c4n4ry' };
    const { code, stderr, stdout } = await runLogsieve(['start'], { env });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr.trimEnd().split('\n')).toHaveLength(3);
    expect(stderr).not.toContain('c4n4ry');
  });

  it('has the flags of Node that the launcher was given', async () => {
    const hello = "--import=data:text/javascript,process.stdout.write('hello ')";
    const { stdout } = await runLogsieve(['--version'], { flags: [hello] });
    expect(stdout).toMatch(/^hello hello \d/);
  });

  it('ends with 1 and one line when no server answers', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await new Promise((resolve) => server.close(resolve));
    const { code, stderr } = await runLogsieve(['search', '--url', url, 'x']);
    expect(code).toBe(1);
    expect(stderr).toBe(`logsieve: cannot reach ${url}: nothing listens there; "logsieve start" starts it\n`);
  });

  it('writes no colours where there is no terminal', async () => {
    expect((await runLogsieve(['classify', 'x', '-e'])).stdout).not.toContain('\u001b');
  });
});
