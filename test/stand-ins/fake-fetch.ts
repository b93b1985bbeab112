/** What the server was asked. */
export interface Asked {
  method: string;
  url: URL;
  /** Its content type; empty when nothing was sent. */
  type: string;
  /** What was sent, as text. */
  text: string;
  signal: AbortSignal | undefined;
}

export interface Answer {
  status: number;
  /** Nothing at all when undefined. */
  body: unknown;
  headers?: Readonly<Record<string, string>>;
}

export interface FakeFetch {
  /** All that was asked so far, oldest first, also what got no answer. */
  asked: Asked[];
  /** While it is false, no answer comes at all. */
  isUp: boolean;
  /** Gives the browser its own fetch back. */
  restore(): void;
}

/** Of a server that is well. */
export const HEALTHY: Answer = { status: 200, body: { status: 'healthy', checks: {} } };

/** As much of a Response as there is need of: jsdom has none. */
function responseOf({ status, body, headers = {} }: Answer) {
  const isOk = status >= 200 && status < 300;
  return { ok: isOk, status, headers: new Map(Object.entries(headers)), text: async () => JSON.stringify(body) ?? '' };
}

function readAsked(input: string, init: RequestInit = {}): Asked {
  const { method = 'GET', body, signal } = init;
  const headers = (init.headers ?? {}) as Readonly<Record<string, string>>;
  return {
    method,
    url: new URL(input, 'http://logs.example'),
    type: headers['content-type'] ?? '',
    text: typeof body === 'string' ? body : new TextDecoder().decode(body as Uint8Array | undefined),
    signal: signal ?? undefined,
  };
}

/** In place of the browser's fetch: what is asked is answered as the test says. */
export function fakeFetch(respond: (asked: Asked) => Answer | Promise<Answer>): FakeFetch {
  const own = globalThis.fetch;
  const server: FakeFetch = {
    asked: [],
    isUp: true,
    restore() {
      globalThis.fetch = own;
    },
  };
  globalThis.fetch = (async (input: string, init?: RequestInit) => {
    const asked = readAsked(input, init);
    server.asked.push(asked);
    asked.signal?.throwIfAborted();
    if (!server.isUp) throw new TypeError('fetch failed');
    return responseOf(await respond(asked));
  }) as unknown as typeof fetch;
  return server;
}
