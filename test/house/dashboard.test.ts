import { afterAll, afterEach, expect, it } from '@jest/globals';
import { killLeftovers, makeFolder, removeFolders, startHouse } from './house.ts';

afterEach(killLeftovers);
afterAll(removeFolders);

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
