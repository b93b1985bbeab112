import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { type ElasticsearchConnection, openSession } from './client.ts';
import { createTestIndices } from './test-subjects/test-indices.ts';

const open = (connection: ElasticsearchConnection) => openSession(connection, async () => {});

let close: (() => void) | null = null;
afterEach(() => {
  close?.();
  close = null;
});

/** A server that answers everything in this way. */
async function serve(status: number, body: unknown, headers: Record<string, string> = {}): Promise<string> {
  const server = createServer((_, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  close = () => {
    server.close();
    server.closeAllConnections();
  };
  return `http://somebody:canary-secret@127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const PRODUCT = { 'x-elastic-product': 'Elasticsearch' };

test.each<[string, number, unknown, Record<string, string>, string]>([
  ['Elasticsearch 8', 200, { version: { number: '8.19.1' } }, PRODUCT, 'is Elasticsearch 8.19.1'],
  ['OpenSearch', 200, { version: { distribution: 'opensearch', number: '3.1.0' } }, {}, 'no Elasticsearch'],
  ['some other server', 200, { hello: 'world' }, {}, 'no Elasticsearch'],
  ['a server without such a page', 404, {}, {}, 'no Elasticsearch'],
])('%s is refused by name', async (_, status, body, headers, said) => {
  const error: unknown = await open({ urls: [await serve(status, body, headers)] }).catch((thrown) => thrown);
  expect(error).toMatchObject({ code: 'invalid_config', message: expect.stringContaining(said) });
  expect(String(error)).not.toContain('canary-secret');
});

test('credentials that are refused are said to be', async () => {
  await expect(open({ urls: [await serve(401, {}, PRODUCT)] })).rejects.toMatchObject({
    code: 'invalid_config',
    message: expect.stringContaining('credentials'),
  });
});

test('a server that is not there is unavailable, and may be there later', async () => {
  const url = await serve(200, {});
  close?.();
  const session = await open({ urls: [url] });
  await expect(session.ready()).rejects.toMatchObject({ code: 'unavailable', retryable: true });
  await session.close();
});

test('what is no address is a wrong setting', async () => {
  await expect(open({ urls: ['not an address'] })).rejects.toMatchObject({ code: 'invalid_config' });
});

test('the server of the test run is the right one', async () => {
  const session = await open({ urls: createTestIndices().urls });
  await session.ready();
  await session.close();
});
