import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../../test/stand-ins/eventually.ts';
import {
  type Ended,
  type LogsieveProcess,
  launchLogsieve,
  runLogsieve,
} from '../../test/stand-ins/logsieve-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'logsieve-cli-'));
let house: LogsieveProcess;
let env: Record<string, string>;

async function startHouse(dataDir: string, more: Record<string, string> = {}) {
  const started = launchLogsieve(['start', '--port', '0', '--json', '--data-dir', dataDir], { env: more });
  const facts = JSON.parse(await started.output(/\n/)) as { url: string; pid: number; data_dir: string };
  return { started, facts };
}

/** Runs a command until it finds something. */
function until(words: readonly string[]): Promise<Ended> {
  return eventually(words.join(' '), async () => {
    const ended = await runLogsieve(words, { env });
    return ended.code === 3 ? null : ended;
  });
}

beforeAll(async () => {
  const { started, facts } = await startHouse(join(folder, 'data'));
  house = started;
  env = { LOGSIEVE_URL: facts.url };
});

afterAll(async () => {
  house.child.kill('SIGTERM');
  await house.ended;
  rmSync(folder, { recursive: true });
});

describe('send and search', () => {
  it('send counts exactly, names the lines that were refused, and ends with 1', async () => {
    const input =
      '{"message":"checkout \\u001b[31m","service":"shop"}\n\n{bad\n{"message":"taken","attributes":{"order":{"id":7}}}\n';
    const sent = await runLogsieve(['send', '--service', 'web', '--json'], { env, input });
    expect(JSON.parse(sent.stdout)).toEqual({ lines: 3, accepted: 2, rejected: 1, complete: true });
    expect(sent.stderr).toMatch(/^-:3: invalid_json: /);
    expect(sent.code).toBe(1);
  });

  it('search prints what was sent, and nothing in it steers the terminal', async () => {
    const { code, stdout, stderr } = await until(['search', 'checkout']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\S+Z INFO {2}shop \[\w+\] checkout \\u001b\[31m\n$/);
    expect(stderr).toBe('1 of 1 logs\n');
  });

  it('search picks fields, as a table and as JSON', async () => {
    await until(['search', 'taken']);
    const table = await runLogsieve(['search', 'taken', '--fields', 'service,attributes.order.id,host'], { env });
    expect(table.stdout).toBe('web\t7\t\n');
    const json = await runLogsieve(['search', 'taken', '--fields', 'attributes.order.id', '--json'], { env });
    expect(json).toMatchObject({ stdout: '{"attributes.order.id":7}\n', stderr: '' });
  });

  it('a file of more lines than one batch arrives whole, and search goes through all its pages', async () => {
    const file = join(folder, 'big.log');
    const count = 2_345;
    writeFileSync(
      file,
      Array.from({ length: count }, (_, n) => `level=info service=bulk msg="line ${n}"`).join('\r\n'),
    );
    const { code, stderr } = await runLogsieve(['send', file], { env });
    expect([code, stderr]).toEqual([0, `${count} lines sent: ${count} accepted, 0 rejected\n`]);
    let found: string[] = [];
    while (found.length < count) {
      const { stdout } = await runLogsieve(['search', 'service:bulk', '-n', '5000', '--json'], { env });
      found = stdout.split('\n').slice(0, -1);
    }
    expect(new Set(found.map((line) => JSON.parse(line).message)).size).toBe(count);
  });

  it('search ends with 3 when nothing is there, and with 2 on a query that is wrong', async () => {
    expect((await runLogsieve(['search', 'nowheretobefound'], { env })).code).toBe(3);
    const wrong = await runLogsieve(['search', 'level:('], { env });
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('column 8')]);
  });

  it('a reader that goes away ends the command quietly', async () => {
    const search = launchLogsieve(['search', 'service:bulk', '-n', '2000', '--json'], { env, input: '' });
    await search.output(/\n/);
    search.child.stdout?.destroy();
    expect(await search.ended).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('tail', () => {
  it('shows what comes in and matches, and ends after as many as were asked for', async () => {
    const tail = launchLogsieve(['tail', 'service:tailed level:error', '-n', '2', '--json'], { env, input: '' });
    const sent = () =>
      runLogsieve(['send'], {
        env,
        input:
          '{"service":"tailed","level":"info","message":"no"}\n{"service":"tailed","level":"error","message":"yes"}\n',
      });
    let isOver = false;
    tail.ended.then(() => {
      isOver = true;
    });
    while (!isOver) await sent();
    const { code, stdout } = await tail.ended;
    expect(code).toBe(0);
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).message),
    ).toEqual(['yes', 'yes']);
  });

  it('refuses a wrong query', async () => {
    const { code, stderr } = await runLogsieve(['tail', 'level:('], { env });
    expect([code, stderr]).toEqual([2, expect.stringContaining('column 8')]);
  });
});

describe('dead letters', () => {
  it('there are none', async () => {
    expect(await runLogsieve(['dlq', 'list'], { env })).toMatchObject({ code: 3, stderr: 'no dead letters\n' });
    expect((await runLogsieve(['dlq', 'replay', '--all'], { env })).code).toBe(3);
    expect((await runLogsieve(['dlq', 'replay', '--query', 'shop', '--rate', '10'], { env })).code).toBe(3);
    expect((await runLogsieve(['dlq', 'replay', '--all', '--rate', '0'], { env })).code).toBe(2);
  });
});

describe('start', () => {
  it('says where it is, and how to send a first log', async () => {
    const started = launchLogsieve(['start', '--port', '0', '--data-dir', join(folder, 'said')]);
    const text = await started.output(/Ctrl-C/);
    const url = /is up: (http:\S+)/.exec(text)?.[1];
    expect(text).toContain(`curl -H 'content-type: application/json' -d '{"service":"shop"`);
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    started.child.kill('SIGINT');
    expect(await started.ended).toMatchObject({ code: 0, signal: null });
  });

  it('stops in order on SIGTERM and lets the next one have the folder', async () => {
    const dataDir = join(folder, 'again');
    for (let round = 0; round < 2; round++) {
      const { started } = await startHouse(dataDir);
      started.child.kill('SIGTERM');
      expect(await started.ended).toMatchObject({ code: 0, signal: null });
    }
  });

  it('is told to stop before it is up, and does', async () => {
    const dataDir = join(folder, 'early');
    const started = launchLogsieve(['start', '--port', '0', '--data-dir', dataDir]);
    await eventually('its lock', () => existsSync(join(dataDir, 'lock.pid')) || null);
    started.child.kill('SIGTERM');
    expect(await started.ended).toMatchObject({ code: 0, signal: null });
    expect(existsSync(join(dataDir, 'lock.pid'))).toBe(false);
  });

  it('names the owner of a folder that is taken', async () => {
    const { code, stderr } = await runLogsieve(['start', '--port', '0', '--data-dir', join(folder, 'data')]);
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^logsieve: .*data.* is in use by process \d+/)]);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  it('says that a port is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    const { code, stderr } = await runLogsieve(['start', '--port', String(port), '--data-dir', join(folder, 'port')]);
    server.close();
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^logsieve: port \d+ .* is taken/)]);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  it.each([
    ['a folder that cannot be written', { DATA_DIR: '/dev/null/x' }, /cannot write/],
    ['rules that are wrong', { ALERT_RULES: 'biome.json', DATA_DIR: join(folder, 'rules') }, /biome\.json:/],
    ['a model that is none', { CATEGORY_MODEL: 'biome.json', DATA_DIR: join(folder, 'model') }, /biome\.json: /],
  ])('ends with 1 and without a stack on %s', async (_, more, message) => {
    const { code, stderr } = await runLogsieve(['start', '--port', '0'], { env: more });
    expect(code).toBe(1);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});
