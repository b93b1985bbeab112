import { Agent, request } from 'node:http';

export interface HttpAnswer {
  status: number;
  body: Buffer;
}

/** Speaks to one server over connections that are kept open. */
export interface HttpClient {
  post(path: string, type: string, body: Uint8Array): Promise<HttpAnswer>;
  get(path: string): Promise<HttpAnswer>;
  /** The JSON of a 200. @throws Error on any other status */
  getJson<T>(path: string): Promise<T>;
  close(): void;
}

export interface HttpClientOptions {
  origin: string;
  connections: number;
}

export function createHttpClient({ origin, connections }: HttpClientOptions): HttpClient {
  const { hostname, port } = new URL(origin);
  const agent = new Agent({ keepAlive: true, maxSockets: connections });

  const send = (method: string, path: string, type?: string, body?: Uint8Array): Promise<HttpAnswer> =>
    new Promise((resolve, reject) => {
      const headers = body ? { 'content-type': type, 'content-length': body.byteLength } : {};
      const outgoing = request({ agent, hostname, port, method, path, headers }, (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, body: Buffer.concat(chunks) }));
        incoming.on('error', reject);
      });
      outgoing.on('error', reject);
      outgoing.end(body);
    });

  return {
    post: (path, type, body) => send('POST', path, type, body),
    get: (path) => send('GET', path),
    async getJson<T>(path: string) {
      const { status, body } = await send('GET', path);
      if (status !== 200) throw new Error(`GET ${path}: ${status} ${body.toString().slice(0, 200)}`);
      return JSON.parse(body.toString()) as T;
    },
    close: () => agent.destroy(),
  };
}
