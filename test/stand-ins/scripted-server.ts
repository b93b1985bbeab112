import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** What a stand-in does with one request. */
export type ScriptedAnswer =
  /** Takes the message and says so. */
  | { kind: 'ok' }
  /** Takes nothing; 429 with this many seconds to wait. */
  | { kind: 'rate-limited'; retryAfterS: number }
  /** Takes nothing and answers with this. */
  | { kind: 'status'; status: number; body?: string; headers?: Record<string, string> }
  /** Takes the message and never answers. */
  | { kind: 'black-hole' }
  /** Takes the message, then breaks the connection instead of answering. */
  | { kind: 'reset' }
  /** Takes the message and answers with bytes that are no HTTP. */
  | { kind: 'garbage' }
  /** Takes the message and answers after so long, real time. */
  | { kind: 'slow'; ms: number };

/** What was sent to a stand-in, in the order of arrival. */
export interface CapturedRequest {
  /** By the stand-in's clock. */
  at: number;
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
  answer: ScriptedAnswer['kind'];
  /** Whether a real server would have shown the message to somebody. */
  taken: boolean;
}

/** The words of a protocol: how its server says yes, no and later. */
export interface Protocol {
  /** The answer that the request deserves by itself; null when there is nothing wrong with it. */
  check(request: { method: string; path: string; headers: IncomingHttpHeaders; body: string }): ScriptedAnswer | null;
  okBody(): { body: string; contentType: string };
  rateLimited(retryAfterS: number): { body: string; headers: Record<string, string> };
}

export interface StandInOptions {
  /** Default: any free one. */
  port?: number;
  /** Answers in order; when they are used up, or without them, everything correct is taken. */
  script?: readonly ScriptedAnswer[];
  /** Default: the machine's time. */
  now?: () => number;
  /** Called with each request once it is decided. */
  onRequest?: (request: CapturedRequest) => void;
}

export interface StandIn {
  readonly port: number;
  readonly origin: string;
  readonly requests: readonly CapturedRequest[];
  /** The requests whose message was taken. */
  taken(): CapturedRequest[];
  /** Adds answers behind those that are still to come. */
  answerNext(...answers: ScriptedAnswer[]): void;
  /** From now on everything without a scripted answer gets this one; null: what is correct is taken. */
  answerAlways(answer: ScriptedAnswer | null): void;
  /** Resolves as soon as so many messages were taken, at once when they were already. @throws Error after 10 s of real time. */
  waitForTaken(count: number): Promise<CapturedRequest[]>;
  /** Breaks what is open. Idempotent. */
  close(): Promise<void>;
}

const PATIENCE_MS = 10_000;

/** A local HTTP server that speaks one protocol and can be told to misbehave. */
export async function startScriptedServer(protocol: Protocol, options: StandInOptions = {}): Promise<StandIn> {
  const now = options.now ?? Date.now;
  const script = [...(options.script ?? [])];
  const requests: CapturedRequest[] = [];
  const sockets = new Set<Socket>();
  const waiting = new Set<() => void>();
  let always: ScriptedAnswer | null = null;

  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      const { method = '', url: path = '', headers } = request;
      const fault = protocol.check({ method, path, headers, body });
      const answer = fault ?? script.shift() ?? always ?? { kind: 'ok' };
      const taken = answer.kind !== 'status' && answer.kind !== 'rate-limited';
      const captured = { at: now(), method, path, headers, body, answer: answer.kind, taken };
      requests.push(captured);
      options.onRequest?.(captured);
      for (const check of waiting) check();
      reply(protocol, answer, response);
    });
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const taken = () => requests.filter((request) => request.taken);

  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    requests,
    taken,
    answerNext: (...answers) => void script.push(...answers),
    answerAlways: (answer) => {
      always = answer;
    },
    waitForTaken: (count) =>
      new Promise((resolve, reject) => {
        const check = () => {
          const found = taken();
          if (found.length < count) return;
          clearTimeout(timer);
          waiting.delete(check);
          resolve(found);
        };
        const timer = setTimeout(() => {
          waiting.delete(check);
          reject(new Error(`${taken().length} of ${count} messages arrived`));
        }, PATIENCE_MS);
        waiting.add(check);
        check();
      }),
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

function reply(protocol: Protocol, answer: ScriptedAnswer, response: ServerResponse): void {
  const ok = () => {
    const { body, contentType } = protocol.okBody();
    response.writeHead(200, { 'content-type': contentType }).end(body);
  };
  switch (answer.kind) {
    case 'ok':
      ok();
      return;
    case 'slow':
      setTimeout(ok, answer.ms);
      return;
    case 'rate-limited': {
      const { body, headers } = protocol.rateLimited(answer.retryAfterS);
      response.writeHead(429, headers).end(body);
      return;
    }
    case 'status':
      response.writeHead(answer.status, answer.headers ?? {}).end(answer.body ?? '');
      return;
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'garbage':
      response.socket?.end('\u0016\u0003 this is no HTTP\r\n\r\n');
      return;
    case 'black-hole':
      return;
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
