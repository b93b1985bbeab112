import { type ClientRequest, request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';

/** What became of a request, as far as one can know. */
export type PostResult =
  | { kind: 'answered'; status: number; headers: IncomingHttpHeaders; body: string }
  /** The other side cannot have had all of it. */
  | { kind: 'not-sent'; reason: string }
  /** It had all of it, and then no answer came that could be read. */
  | { kind: 'unknown'; reason: string };

export interface PostRequest {
  headers: Readonly<Record<string, string>>;
  body: Uint8Array;
  /** For everything: name, connection, request and answer. */
  timeoutMs: number;
}

const MAX_ANSWER_BYTES = 64 * 1024;

/**
 * One POST over a connection of its own (a kept one may be dead by now, which would leave the outcome unknown),
 * without following redirects. Never rejects; no part of the URL stands in a reason.
 */
export function post(url: URL, request: PostRequest): Promise<PostResult> {
  return new Promise((resolve) => {
    try {
      send(url, request, resolve);
    } catch (error) {
      resolve({ kind: 'not-sent', reason: wordError(error as NodeJS.ErrnoException) });
    }
  });
}

/** @throws where the request cannot be made: a header that is none, a protocol that is not HTTP. */
function send(url: URL, { headers, body, timeoutMs }: PostRequest, resolve: (result: PostResult) => void): void {
  const secure = url.protocol === 'https:';
  const request = (secure ? httpsRequest : httpRequest)(url, {
    method: 'POST',
    agent: false,
    headers: { ...headers, 'content-length': String(body.byteLength) },
  });
  const written = watchWritten(request, secure);
  const finish = (result: PostResult) => {
    clearTimeout(timer);
    resolve(result);
    request.destroy();
  };
  let giveUp = (reason: string) => finish({ kind: written() ? 'unknown' : 'not-sent', reason });
  const timer = setTimeout(() => giveUp(`no answer within ${timeoutMs} ms`), timeoutMs);
  request.on('error', (error: NodeJS.ErrnoException) => giveUp(wordError(error)));
  request.on('response', (response) => {
    const { statusCode: status = 0, headers: answered } = response;
    const answer = (text: string) => finish({ kind: 'answered', status, headers: answered, body: text });
    // The status is known from here on, whatever becomes of the text.
    const read = readCapped(response, answer);
    giveUp = () => answer(read());
  });
  request.end(body);
}

/** A `fetch` for the clients of others, which only tell failed from done; `result()` tells what really happened. */
export function createWatchedFetch(timeoutMs: number) {
  let last: PostResult = { kind: 'not-sent', reason: 'nothing was sent' };
  return {
    async fetch(url: string | URL | Request, init: { headers?: unknown; body?: unknown } = {}): Promise<Response> {
      const target = new URL(url instanceof Request ? url.url : url);
      const body = new Uint8Array(
        await new Response(init.body as ConstructorParameters<typeof Response>[0]).arrayBuffer(),
      );
      last = await post(target, { headers: init.headers as Record<string, string>, body, timeoutMs });
      if (last.kind !== 'answered') throw new Error(last.reason);
      const empty = last.status === 204 || last.status === 205 || last.status === 304;
      return new Response(empty ? null : last.body, { status: Math.max(200, last.status) });
    },
    result: () => last,
  };
}

function watchWritten(request: ClientRequest, secure: boolean): () => boolean {
  let connected = false;
  let flushed = false;
  request.on('socket', (socket) => {
    socket.once(secure ? 'secureConnect' : 'connect', () => {
      connected = true;
    });
  });
  request.on('finish', () => {
    flushed = true;
  });
  return () => connected && flushed;
}

/** Tells the beginning of the answer once it is there or breaks off; the returned function tells what has come so far. */
function readCapped(response: IncomingMessage, done: (text: string) => void): () => string {
  const chunks: Buffer[] = [];
  let size = 0;
  const read = () => Buffer.concat(chunks).subarray(0, MAX_ANSWER_BYTES).toString('utf8');
  const finish = () => done(read());
  response.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= MAX_ANSWER_BYTES) finish();
  });
  response.on('end', finish);
  response.on('close', finish);
  response.on('error', finish);
  return read;
}

/** Codes are safe to repeat; messages may hold the URL. */
function wordError(error: NodeJS.ErrnoException): string {
  const code = /^[A-Z0-9_]{2,60}$/.test(error.code ?? '') ? error.code : 'connection failed';
  return `${code}`;
}
