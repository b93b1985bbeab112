import { readFileSync, statSync } from 'node:fs';
import { afterAll, afterEach, expect, it } from '@jest/globals';
import { killLeftovers, makeFolder, removeFolders, startHouse } from './house.ts';

afterEach(killLeftovers);
afterAll(removeFolders);

const fileOf = (path: string): URL => new URL(`../../dashboard/dist${path}`, import.meta.url);
const BROWSER = { accept: 'text/html', 'accept-encoding': 'gzip, br' };

it('comes compressed to whoever takes that, files and answers alike', async () => {
  const house = await startHouse({ dataDir: makeFolder() });
  const page = await house.call('GET', '/', undefined, BROWSER);
  const [script] = /\/assets\/index-[\w-]+\.js/.exec(page.text) ?? [];
  for (const path of [script ?? 'no script', '/api/v1/openapi.json']) {
    const small = await house.call('GET', path, undefined, BROWSER);
    const plain = await house.call('GET', path, undefined, { 'accept-encoding': 'identity' });
    expect([small.status, small.headers.get('content-encoding')]).toEqual([200, 'br']);
    expect([plain.status, plain.headers.get('content-encoding')]).toEqual([200, null]);
    expect(small.text).toBe(plain.text);
  }
});

it('sends scripts as the build compressed them, by what the browser takes', async () => {
  const house = await startHouse({ dataDir: makeFolder() });
  const page = await house.call('GET', '/', undefined, BROWSER);
  const [script = 'no script'] = /\/assets\/index-[\w-]+\.js/.exec(page.text) ?? [];
  for (const [taken, sent, ending] of [
    ['gzip, deflate, br, zstd', 'br', '.br'],
    ['gzip, br;q=0', 'gzip', '.gz'],
    ['identity', null, ''],
  ] as const) {
    const { status, headers, text } = await house.call('GET', script, undefined, { 'accept-encoding': taken });
    const { size } = statSync(fileOf(script + ending));
    expect([status, headers.get('content-encoding'), headers.get('content-length')]).toEqual([200, sent, `${size}`]);
    expect(headers.get('content-type')).toMatch(/^text\/javascript/);
    expect(headers.get('vary')).toBe('Accept-Encoding');
    expect(headers.get('cache-control')).toContain('immutable');
    expect(text).toBe(readFileSync(fileOf(script), 'utf8'));
  }
});
