import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createRequestLog } from './express-middleware.ts';
import type { LogInput } from './producer.ts';
import { type LogServer, startLogServer } from './test-subjects/log-server.ts';
import createWinstonTransport from './winston-transport.ts';

let server: LogServer;

beforeEach(async () => {
  server = await startLogServer();
});

afterEach(() => server.close());

describe('the winston transport', () => {
  it('sends what the logger pipes into it, from its level on', async () => {
    const level = Symbol.for('level');
    const infos = [
      { level: '\u001b[31merror\u001b[39m', [level]: 'error', message: 'declined', order: 7 },
      { level: 'verbose', [level]: 'verbose', message: 'too much' },
    ];
    const logger = Object.assign(Readable.from(infos), { level: 'info', levels: { error: 0, info: 2, verbose: 4 } });
    const stream = createWinstonTransport({ url: server.url, service: 'shop' });
    logger.pipe(stream);
    await finished(stream);
    expect(server.records).toEqual([
      expect.objectContaining({ level: 'error', message: 'declined', order: 7, service: 'shop' }),
    ]);
  });
});

describe('the request log', () => {
  it('says what was asked, by whom, how it ended and how long it took', async () => {
    const logs: LogInput[] = [];
    const logged = Promise.withResolvers<void>();
    const log = (record: LogInput): void => {
      if (logs.push(record) === 2) logged.resolve();
    };
    const middleware = createRequestLog({
      producer: { log },
      fields: () => ({ user_id: 'u1' }),
      skip: ({ url }) => url === '/health',
    });
    const app = createServer((request, response) => {
      middleware(request, response, () => {
        response.statusCode = request.url === '/broken' ? 503 : 200;
        response.end('x');
      });
    });
    await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(app.address() as AddressInfo).port}`;
    const headers = { 'user-agent': 'test/1', 'x-request-id': 'r1' };
    for (const path of ['/health', '/songs?q=secret', '/broken'])
      await (await fetch(`${url}${path}`, { headers })).text();
    await logged.promise;
    expect(logs).toMatchObject([
      {
        level: 'info',
        message: expect.stringMatching(/^GET \/songs 200 in \d+ ms$/),
        method: 'GET',
        endpoint: '/songs',
        status_code: 200,
        response_time: expect.any(Number),
        ip_address: '127.0.0.1',
        user_agent: 'test/1',
        request_id: 'r1',
        user_id: 'u1',
      },
      { level: 'error', endpoint: '/broken', status_code: 503 },
    ]);
    app.closeAllConnections();
    await new Promise((resolve) => app.close(resolve));
  });
});
