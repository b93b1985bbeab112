import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the proxy does with one request instead of passing it on. */
export type Fault =
  /** Answers itself; the server never hears of it. */
  | { kind: 'status'; status: number; body?: unknown }
  /** Breaks the connection; the server never hears of it. */
  | { kind: 'down' }
  /** Passes it on and breaks the connection in the middle of the answer. */
  | { kind: 'cut' }
  /** Of a bulk request, refuses some documents by their place or text and passes on the others. */
  | { kind: 'items'; refuses: (place: number, document: string) => boolean; status: number; type: string };

/** One bulk request as its sender sees it. */
export interface PassedBulk {
  /** Of its documents, in order. */
  ids: readonly string[];
  /** What the sender was told of each; null: nothing at all. */
  statuses: readonly number[] | null;
}

export interface FaultProxy {
  readonly origin: string;
  /** How many documents each bulk request held, refused ones included. */
  readonly bulks: readonly number[];
  /** From now on requests whose path matches meet these, one each, in order. */
  fail(path: RegExp, ...faults: Fault[]): void;
  /** From now on all of them meet this one; null: none does. */
  failAlways(path: RegExp, fault: Fault | null): void;
  /** From now on every bulk request is told of once it is answered. */
  watchBulks(listener: (bulk: PassedBulk) => void): void;
  /** From now on the path of every request is told of once the server has answered, before the sender hears of it. */
  watchPaths(listener: (path: string) => void): void;
  close(): Promise<void>;
}

interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** Stands in front of a real Elasticsearch and lets requests fail in the ways that networks and clusters do. */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const bulks: number[] = [];
  const once: { path: RegExp; fault: Fault }[] = [];
  const listeners: ((bulk: PassedBulk) => void)[] = [];
  const pathListeners: ((path: string) => void)[] = [];
  let always: { path: RegExp; fault: Fault } | null = null;

  function faultFor(path: string): Fault | undefined {
    const at = once.findIndex((entry) => entry.path.test(path));
    if (at >= 0) return once.splice(at, 1)[0]?.fault;
    return always?.path.test(path) ? always.fault : undefined;
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { url = '/' } = request;
    const body = await readBody(request);
    const isBulk = url.includes('/_bulk');
    if (isBulk) bulks.push(documentsOf(body).length);
    const fault = faultFor(url);
    const answer = await answerTo(target, request, body, fault);
    for (const listener of pathListeners) listener(url);
    if (isBulk) for (const listener of listeners) listener(readBulk(body, fault?.kind === 'cut' ? null : answer));
    if (answer === null) return void response.destroy();
    if (fault?.kind !== 'cut') return send(response, answer);
    response.writeHead(answer.status, { ...answer.headers, 'content-length': Buffer.byteLength(answer.body) });
    response.write(answer.body.slice(0, answer.body.length / 2), () => response.destroy());
  }

  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bulks,
    fail: (path, ...faults) => void once.push(...faults.map((fault) => ({ path, fault }))),
    failAlways(path, fault) {
      always = fault && { path, fault };
    },
    watchBulks: (listener) => void listeners.push(listener),
    watchPaths: (listener) => void pathListeners.push(listener),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Null: none at all. */
async function answerTo(
  target: string,
  request: IncomingMessage,
  body: string,
  fault: Fault | undefined,
): Promise<Answer | null> {
  if (fault?.kind === 'down') return null;
  if (fault?.kind === 'status') return ownAnswer(fault.status, fault.body ?? {});
  if (fault?.kind === 'items') return passSome(target, request, body, fault);
  // a server that is not there
  return pass(target, request, body).catch(() => null);
}

function readBulk(body: string, answer: Answer | null): PassedBulk {
  const ids = documentsOf(body).map((document) => /"_id":"([^"]*)"/.exec(document)?.[1] ?? '');
  if (answer?.status !== 200) return { ids, statuses: null };
  const { items } = JSON.parse(answer.body) as { items: Record<string, { status: number }>[] };
  return { ids, statuses: items.map((item) => Object.values(item)[0]?.status ?? 0) };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}

/** The documents of a bulk request that creates, two lines each. */
function documentsOf(body: string): string[] {
  const lines = body.split('\n').filter((line) => line !== '');
  return Array.from({ length: lines.length / 2 }, (_, at) => `${lines[at * 2]}\n${lines[at * 2 + 1]}\n`);
}

function ownAnswer(status: number, body: unknown): Answer {
  const headers = { 'content-type': 'application/json', 'x-elastic-product': 'Elasticsearch' };
  return { status, headers, body: JSON.stringify(body) };
}

async function pass(target: string, request: IncomingMessage, body: string): Promise<Answer> {
  const { accept, 'content-type': contentType } = request.headers;
  const answer = await fetch(new URL(request.url ?? '/', target), {
    method: request.method ?? 'GET',
    headers: { ...(accept ? { accept } : {}), ...(contentType ? { 'content-type': contentType } : {}) },
    ...(body === '' ? {} : { body }),
  });
  const headers = { ...ownAnswer(200, {}).headers, 'content-type': answer.headers.get('content-type') ?? '' };
  return { status: answer.status, headers, body: await answer.text() };
}

async function passSome(
  target: string,
  request: IncomingMessage,
  body: string,
  { refuses, status, type }: Extract<Fault, { kind: 'items' }>,
): Promise<Answer> {
  const documents = documentsOf(body);
  const isRefused = documents.map((document, place) => refuses(place, document));
  const kept = documents.filter((_, place) => !isRefused[place]);
  const answer = kept.length > 0 ? await pass(target, request, kept.join('')) : ownAnswer(200, { items: [] });
  const { items } = JSON.parse(answer.body) as { items: unknown[] };
  const refused = { create: { status, error: { type, reason: 'the proxy says so' } } };
  const merged = isRefused.map((is) => (is ? refused : items.shift()));
  return { ...answer, body: JSON.stringify({ errors: true, items: merged }) };
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, headers).end(body);
}
