import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from '@jest/globals';
import { startLogServer } from '../producers/sdk/test-subjects/log-server.ts';

const service = fileURLToPath(new URL('stand-ins/pino-service.ts', import.meta.url));

it.each(['stream', 'thread'])('what pino writes to a %s of ours arrives, under our names', async (kind) => {
  const server = await startLogServer();
  await promisify(execFile)(process.execPath, [service, kind, server.url], { timeout: 15_000 });
  await server.close();
  expect(server.records).toEqual([
    expect.objectContaining({
      timestamp: expect.any(Number),
      level: 50,
      service: 'shop',
      message: 'payment failed',
      host: expect.any(String),
      order: 7,
      error: expect.objectContaining({ type: 'Error', message: 'declined' }),
    }),
  ]);
});
