import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from '@jest/globals';
import { startLogServer } from './test-subjects/log-server.ts';

const program = fileURLToPath(new URL('test-subjects/exits.ts', import.meta.url));
const run = promisify(execFile);

it('sends what is left when a program ends by itself', async () => {
  const server = await startLogServer();
  await run(process.execPath, [program, server.url], { timeout: 15_000 });
  await server.close();
  expect(server.records.map(({ message }) => message)).toContain('the last words');
});

it('does not keep a program whose logs cannot be delivered', async () => {
  const server = await startLogServer();
  await server.close();
  const begun = performance.now();
  await run(process.execPath, [program, server.url], { timeout: 15_000 });
  expect(performance.now() - begun).toBeLessThan(10_000);
});
