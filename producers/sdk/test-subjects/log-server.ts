import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

/** What the server does with one request. */
export type Answer = (response: ServerResponse, records: Record<string, unknown>[]) => void;

export interface Received {
  headers: IncomingMessage['headers'];
  path: string;
  bytes: number;
  records: Record<string, unknown>[];
}

export interface LogServer {
  readonly url: string;
  readonly received: readonly Received[];
  /** The records of the requests that were answered by {@link taken}. */
  readonly records: readonly Record<string, unknown>[];
  /** Answers in order; then everything is taken, or what `always` says. */
  answerNext(...answers: Answer[]): void;
  answerAlways(answer: Answer): void;
  close(): Promise<void>;
}

/** As the gateway answers when it refuses some, by their place. */
export function takenBut(...rejected: number[]): Answer {
  return (response, records) => {
    const list = rejected.map((index) => ({ index, code: 'invalid_record', message: 'no' }));
    response.writeHead(202, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ accepted: records.length - rejected.length, rejected: list }));
  };
}

export const taken: Answer = takenBut();

export function status(code: number, headers: Record<string, string> = {}, body = ''): Answer {
  return (response) => response.writeHead(code, headers).end(body);
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** A real HTTP server in the gateway's place that can be told to misbehave. */
export async function startLogServer(port = 0): Promise<LogServer> {
  const received: Received[] = [];
  const records: Record<string, unknown>[] = [];
  const script: Answer[] = [];
  let always: Answer = taken;
  const server = createServer(async (request, response) => {
    const sent = await readBody(request);
    const body = request.headers['content-encoding'] === 'gzip' ? gunzipSync(sent) : sent;
    const lines = body.toString().split('\n').filter(Boolean);
    const batch = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    received.push({ headers: request.headers, path: request.url ?? '', bytes: sent.length, records: batch });
    const answer = script.shift() ?? always;
    if (answer === taken) records.push(...batch);
    answer(response, batch);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    records,
    answerNext: (...answers) => void script.push(...answers),
    answerAlways(answer) {
      always = answer;
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
