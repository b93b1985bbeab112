import { execFile } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../stand-ins/eventually.ts';
import { blocksOf, readPage } from '../stand-ins/pages.ts';
import { type House, killLeftovers, makeFolder, removeFolders, startHouse } from './house.ts';

const PRINTED = 'http://127.0.0.1:8080';
const PAGES = ['README.md', 'docs/query-language.md', 'docs/alert-rules.md', 'docs/api.md'];

interface Example {
  page: string;
  command: string;
}

const examples: Example[] = PAGES.flatMap((page) =>
  blocksOf(readPage(page), 'sh')
    .filter((command) => /(?:^|\| *\n? *)curl /m.test(command))
    .map((command) => ({ page, command })),
);
const titled = (from: Example[]) =>
  from.map((each): [string, string] => [`${each.page}: ${each.command}`, each.command]);
const sends = examples.filter(({ command }) => /api\/v1\/logs['?\s]/.test(command));
const asks = examples.filter((example) => !sends.includes(example));

let house: House;
let folder: string;

beforeAll(async () => {
  folder = makeFolder();
  house = await startHouse({ dataDir: makeFolder() });
});
afterAll(async () => {
  await house?.stop();
  killLeftovers();
  removeFolders();
});

/** Runs a command as it is printed but for the port; a status of 400 or more makes curl fail. */
function run(command: string): Promise<string> {
  const here = command
    .replaceAll(PRINTED, house.url)
    .replaceAll('curl ', 'curl --silent --show-error --fail-with-body ');
  return new Promise((resolve, reject) => {
    execFile('sh', ['-c', here], { cwd: folder }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${error.message}\n${stdout}${stderr}`));
      else resolve(stdout);
    });
  });
}

async function accepted(): Promise<number> {
  const { body } = await house.get('/api/v1/queue/status');
  return body.ledger.accepted;
}

describe('the commands of the documents, as they are printed', () => {
  it('are there, for sending and for asking', () => {
    expect(sends.length).toBeGreaterThanOrEqual(3);
    expect(asks.length).toBeGreaterThanOrEqual(5);
  });

  it.each(titled(sends))('take a log in: %s', async (_, command) => {
    const before = await accepted();
    const answer = JSON.parse(await run(command));
    expect(answer.rejected).toEqual([]);
    expect(await accepted()).toBe(before + answer.accepted);
  });

  it('find what was sent', async () => {
    await eventually('what was sent', async () => {
      const { body } = await house.get('/api/v1/queue/status');
      return body.ledger.in_flight === 0 ? body : null;
    });
    const [search = ''] = examples.filter(({ command }) => command.includes('/search')).map(({ command }) => command);
    const { total, logs } = JSON.parse(await run(search));
    expect(total).toEqual({ value: 2, relation: 'eq' });
    expect(logs.map((log: { service: string }) => log.service).sort()).toEqual(['auth', 'shop']);
  });

  it.each(titled(asks))('are answered: %s', async (_, command) => {
    await expect(run(command)).resolves.not.toContain('"error":{');
  });
});

describe('docs/api.md', () => {
  it('tells of every route that is served, and of no other', async () => {
    const { body } = await house.get('/api/v1/openapi.json');
    const served = Object.entries(body.paths as Record<string, object>).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const told = [...readPage('docs/api.md').matchAll(/`((?:GET|POST|PUT|DELETE) \/[^`]*)`/g)].map(
      ([, route]) => route,
    );
    expect([...new Set(told)].sort()).toEqual(served.sort());
  });
});
