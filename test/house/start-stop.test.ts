import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { GROUP } from '../../core/topics.ts';
import { eventually } from '../stand-ins/eventually.ts';
import { connectLive } from '../stand-ins/live-client.ts';
import { type Ended, type House, killLeftovers, makeFolder, removeFolders, runHouse, startHouse } from './house.ts';
import { exportLogs, finishedBy, settledLedger } from './read-house.ts';

afterEach(killLeftovers);
afterAll(removeFolders);

const QUICK_MS = 5_000;

/** One line or more for a person, each of ours; no stack. */
function expectClearEnd({ code, stdout, stderr }: Ended, exitCode: number, words: RegExp): void {
  expect([code, stdout]).toEqual([exitCode, '']);
  expect(stderr).toMatch(words);
  for (const line of stderr.trimEnd().split('\n')) expect(line).toMatch(/^logsieve: /);
  expect(stderr).not.toMatch(/\bat .*[/(].*:\d+:\d+|node:internal/);
}

describe('a start that cannot be', () => {
  const fileWith = (content: string): string => {
    const path = join(makeFolder(), 'file');
    writeFileSync(path, content);
    return path;
  };

  it('on a busy port names the port', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as { port: number };
    const ended = await runHouse({ dataDir: makeFolder(), words: ['--port', String(port)] });
    other.close();
    expectClearEnd(ended, 1, new RegExp(`^logsieve: port ${port} on 127\\.0\\.0\\.1 is taken`));
    expect(ended.stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  it('in a folder that cannot be made names the folder', async () => {
    const dataDir = join(fileWith('a file, no folder'), 'data');
    expectClearEnd(
      await runHouse({ dataDir }),
      1,
      /^logsieve: cannot write in the data folder .*file\/data: ENOTDIR\n$/,
    );
  });

  it('in a folder whose database is no database names the file', async () => {
    const dataDir = makeFolder();
    writeFileSync(
      join(dataDir, 'bus.db'),
      'this is no database, but long enough to look like one to nobody'.repeat(200),
    );
    expectClearEnd(await runHouse({ dataDir }), 1, /^logsieve: .*damaged/);
  });

  it.each([
    ['rules', 'ALERT_RULES', 'rules:\n  - name: x\n    severity: loud\n', 1, /:2: .*severity|severity.*\n/],
    ['rules that are no YAML', 'ALERT_RULES', 'rules: [', 1, /^logsieve: .*file:1: /],
    ['a model', 'CATEGORY_MODEL', '{"version":"x"}', 1, /^logsieve: .*file/],
    ['a model that is no JSON', 'CATEGORY_MODEL', 'no', 1, /^logsieve: .*file/],
  ])('with wrong %s says what is wrong', async (_, setting, content, exitCode, words) => {
    const settings = { [setting]: fileWith(content) };
    expectClearEnd(await runHouse({ dataDir: makeFolder(), settings }), exitCode, words);
  });

  it.each(['ALERT_RULES', 'CATEGORY_MODEL'])('with a file of %s that is not there names it', async (setting) => {
    const settings = { [setting]: '/nowhere/at/all' };
    expectClearEnd(await runHouse({ dataDir: makeFolder(), settings }), 2, /\/nowhere\/at\/all/);
  });

  it('with wrong settings names them all', async () => {
    const settings = { PORT: 'eighty', DURABILITY: 'much', RETENTION_DAY: '3', RETENTION_DAYS_SECURTY: '3' };
    const ended = await runHouse({ dataDir: makeFolder(), settings });
    expectClearEnd(ended, 2, /PORT/);
    for (const name of ['PORT', 'DURABILITY', 'RETENTION_DAYS_SECURTY']) expect(ended.stderr).toContain(name);
  });
});

describe('a running house', () => {
  let house: House;
  let dataDir: string;
  beforeAll(() => {
    dataDir = makeFolder();
  });

  it('keeps its folder to itself, and says who has it', async () => {
    house = await startHouse({ dataDir });
    const second = await runHouse({ dataDir });
    expectClearEnd(second, 1, new RegExp(`^logsieve: the data folder .* is in use by process ${house.pid}\\n$`));
    expect((await house.get('/health/live')).status).toBe(200);
    expect((await house.stop()).code).toBe(0);
  });

  it('stops in order under load and loses nothing that it took', async () => {
    house = await startHouse({ dataDir });
    const acknowledged: string[] = [];
    let stopping = false;
    const work = async (sender: number): Promise<void> => {
      for (let number = 0; !stopping; number++) {
        const marker = `${sender}-${number}`;
        const { status } = await house.call('POST', '/api/v1/logs', { message: 'under load', attributes: { marker } });
        if (status === 202) acknowledged.push(marker);
      }
    };
    const senders = [1, 2, 3, 4].map((sender) => work(sender).catch(() => {}));
    await eventually('load', () => (acknowledged.length > 200 ? true : null));
    const ended = await house.stop();
    stopping = true;
    await Promise.all(senders);
    expect([ended.code, ended.signal]).toEqual([0, null]);
    expect(ended.stderr).not.toMatch(/"level":"(?:warn|error)"/);

    house = await startHouse({ dataDir });
    expect(await settledLedger(house)).toMatchObject({ unaccounted: 0 });
    const stored = (await exportLogs(house)).map(({ attributes }) => attributes.marker as string);
    expect(stored.length).toBe(new Set(stored).size);
    expect(acknowledged.filter((marker) => !stored.includes(marker))).toEqual([]);
    expect((await house.stop()).code).toBe(0);
  });

  it('does not wait for people who watch', async () => {
    house = await startHouse({ dataDir });
    const [logs, alerts] = await Promise.all(
      ['/ws/logs', '/ws/alerts'].map((path) => connectLive(`${house.url}${path}`)),
    );
    const began = performance.now();
    const ended = await house.stop();
    expect(performance.now() - began).toBeLessThan(QUICK_MS);
    expect([ended.code, await logs?.closed, await alerts?.closed]).toEqual([0, 1001, 1001]);
    expect(ended.stderr).not.toMatch(/"level":"(?:warn|error)"/);
  });

  it('waits for a request in hand, but ends at once at a second signal', async () => {
    house = await startHouse({ dataDir });
    const { port } = new URL(house.url);
    const sender = connect(Number(port), '127.0.0.1').on('error', () => {});
    sender.write('POST /api/v1/logs HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\ncontent-length: 100\r\n\r\n{"mess');
    await once(sender, 'data');
    process.kill(house.pid, 'SIGTERM');
    await eventually('stopping', () => (house.ownLog().some(({ message }) => message === 'stopping') ? true : null));
    const began = performance.now();
    const again = setInterval(() => process.kill(house.pid, 'SIGTERM'), 50);
    const ended = await house.ended.finally(() => clearInterval(again));
    sender.destroy();
    expect(ended.code).toBe(128 + 15);
    expect(performance.now() - began).toBeLessThan(QUICK_MS);
  });
});

describe('a role alone', () => {
  it.each(['gateway', 'api'])('%s opens its door and no other', async (role) => {
    const house = await startHouse({ dataDir: makeFolder(), words: ['--role', role] });
    const sent = await house.call('POST', '/api/v1/logs', { message: 'hello' });
    expect(sent.status).toBe(role === 'gateway' ? 202 : 404);
    expect((await house.get('/health/ready')).status).toBe(200);
    expect((await house.stop()).code).toBe(0);
  });

  it.each(['processor', 'indexer', 'alerts'])('%s starts and stops', async (role) => {
    const house = await startHouse({ dataDir: makeFolder(), words: ['--role', role] });
    expect((await house.stop()).code).toBe(0);
  });

  it('works on what another left in the folder', async () => {
    const dataDir = makeFolder();
    const alone = (role: string): Promise<House> => startHouse({ dataDir, words: ['--role', role] });
    const gateway = await alone('gateway');
    await gateway.call('POST', '/api/v1/logs', { message: 'passed on' });
    await gateway.stop();
    for (const role of [GROUP.processor, GROUP.indexer]) {
      const worker = await alone(role);
      await eventually(role, async () => ((await finishedBy(dataDir, role)) > 0 ? true : null));
      await worker.stop();
    }
    const api = await alone('api');
    expect(await exportLogs(api)).toMatchObject([{ message: 'passed on' }]);
    await api.stop();
  });
});
