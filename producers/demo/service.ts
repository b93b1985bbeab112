import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRequestLog } from '../sdk/express-middleware.ts';
import type { LogFields, Producer } from '../sdk/producer.ts';

/** One request, read. */
export interface Call {
  path: string;
  query: URLSearchParams;
  body: Readonly<Record<string, unknown>>;
  /** What the logs of this request have in common. */
  who: LogFields & { ip_address: string };
}
export interface Reply {
  status: number;
  body: unknown;
}

/** What answers one method and path; `{…}` in the path stands for any one segment, which is `id`. */
export interface Route {
  method: 'GET' | 'POST';
  path: string;
  answer(call: Call, id: string): Reply | Promise<Reply>;
}

export interface Service {
  readonly name: string;
  readonly url: string;
  /** Breaks off what is open. Idempotent. */
  stop(): Promise<void>;
}

export interface ServiceOptions {
  name: string;
  log: Producer;
  routes: readonly Route[];
  /** 0: any free one. */
  port: number;
}

const MAX_BODY_BYTES = 65_536;
/** The demo's traffic comes from one machine, and says whom it plays. */
const ADDRESS_HEADER = 'x-forwarded-for';

async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > MAX_BODY_BYTES) return {};
    chunks.push(chunk as Buffer);
  }
  try {
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString());
    return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

async function readCall(request: IncomingMessage): Promise<Call> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const who = {
    ip_address: headerOf(request, ADDRESS_HEADER) ?? request.socket.remoteAddress ?? 'unknown',
    user_id: headerOf(request, 'x-user-id'),
    request_id: headerOf(request, 'x-request-id'),
    user_agent: headerOf(request, 'user-agent'),
  };
  return { path: pathname, query: searchParams, body: await readBody(request), who };
}

function createFinder(routes: readonly Route[]): (method: string, path: string) => { route: Route; id: string } | null {
  const patterns = routes.map((route) => ({
    route,
    pattern: new RegExp(`^${route.path.replace(/\{\w+\}/, '([^/]+)')}$`),
  }));
  return (method, path) => {
    for (const { route, pattern } of patterns) {
      const found = route.method === method ? pattern.exec(path) : null;
      if (found) return { route, id: decodeURIComponent(found[1] ?? '') };
    }
    return null;
  };
}

function send(response: ServerResponse, { status, body }: Reply): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function listen(server: Server, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function checkHealth(name: string, log: Producer): Reply {
  const heapMb = Math.round(process.memoryUsage().heapUsed / 1_048_576);
  log.info(`health check passed: ${name} is up, heap ${heapMb} MB`, { heap_mb: heapMb });
  return { status: 200, body: { status: 'healthy' } };
}

/** An HTTP service of a few routes that logs every request and every failure; resolves once it listens. */
export async function startService({ name, log, routes, port }: ServiceOptions): Promise<Service> {
  const find = createFinder([...routes, { method: 'GET', path: '/health', answer: () => checkHealth(name, log) }]);
  const said = new WeakMap<object, LogFields>();
  const logRequest = createRequestLog({ producer: log, fields: (request) => said.get(request) ?? {} });

  const answer = async (request: IncomingMessage): Promise<Reply> => {
    const call = await readCall(request);
    const found = find(request.method ?? 'GET', call.path);
    said.set(request, { ...call.who, endpoint: found?.route.path ?? call.path });
    if (!found) return { status: 404, body: { error: 'not found' } };
    try {
      return await found.route.answer(call, found.id);
    } catch (error) {
      log.error(error, { ...call.who, endpoint: found.route.path });
      return { status: 500, body: { error: 'internal' } };
    }
  };

  const server = createServer((request, response) => {
    logRequest(request, response);
    answer(request).then(
      (reply) => send(response, reply),
      () => response.destroy(),
    );
  });
  const close = (): Promise<void> => {
    log.info(`${name} is shutting down`);
    server.closeAllConnections();
    return new Promise((resolve) => server.close(() => resolve()));
  };
  let stopped: Promise<void> | null = null;
  const url = await listen(server, port);
  log.info(`${name} is listening on ${url}`);
  return {
    name,
    url,
    stop() {
      stopped ??= close();
      return stopped;
    },
  };
}
