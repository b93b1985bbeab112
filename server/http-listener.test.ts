import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiServer, startApiServer } from '../test/stand-ins/api-server.ts';
import { type HttpListener, startHttpListener } from './http-listener.ts';

let server: ApiServer;
let listener: HttpListener;

beforeAll(async () => {
  server = await startApiServer({ live: { maxClients: 0 } });
  const { handler, upgrade } = server.api;
  listener = await startHttpListener({ host: '127.0.0.1', port: 0, onRequest: handler, onUpgrade: upgrade });
});
afterAll(async () => {
  await listener.stop();
  await server.close();
});

/** What the listener says to these lines until it ends the connection; we never end ours. */
async function say(...lines: string[]): Promise<string> {
  const socket = connect({ port: Number(new URL(listener.url).port), host: '127.0.0.1', allowHalfOpen: true });
  socket.write(`${[...lines, 'Host: localhost'].join('\r\n')}\r\n\r\n`);
  let answer = '';
  socket.setEncoding('utf8').on('data', (text) => {
    answer += text;
  });
  await once(socket, 'end');
  socket.end();
  return answer;
}

const WEBSOCKET = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
];

describe('an upgrade', () => {
  it.each(['//', '//x:y', '/ws/nothing', 'http://[', '*'])('of %s is answered, and the house goes on', async (path) => {
    expect(await say(`GET ${path} HTTP/1.1`, ...WEBSOCKET)).toMatch(/^HTTP\/1\.1 40[04] /);
    expect((await fetch(`${listener.url}/health/live`)).status).toBe(200);
  });

  it('to a protocol that is not spoken here is a plain request', async () => {
    const answer = await say('GET /health/live HTTP/1.1', 'Connection: Upgrade, close', 'Upgrade: h2c');
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('that is refused is answered, and the connection ended', async () => {
    expect(await say('GET /ws/logs HTTP/1.1', ...WEBSOCKET)).toMatch(/^HTTP\/1\.1 503 Service Unavailable/);
  });
});
