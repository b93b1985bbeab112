import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { refuseUpgrade } from '../api/live/refuse-upgrade.ts';
import { PipelineError } from '../core/errors.ts';

export interface HttpListenerOptions {
  host: string;
  port: number;
  onRequest: RequestListener;
  /** Takes an upgrade to WebSocket; false, and nothing done, when it is none of its own. Other upgrades are plain requests. */
  onUpgrade?: ((request: IncomingMessage, socket: Duplex, head: Buffer) => boolean) | undefined;
}

export interface HttpListener {
  /** Of the listener itself: `http://127.0.0.1:8080`. */
  url: string;
  /** Takes no new connection, finishes the requests in hand, then closes. */
  stop(): Promise<void>;
}

/** A client that sends its headers or its body slower than this is let go. */
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;
const KEEP_ALIVE_MS = 65_000;
const MAX_HEADER_BYTES = 16_384;
const SWEEP_MS = 20;

/** Resolves when the port is open. @throws PipelineError `port_in_use`, or `invalid_config` when the address is not ours. */
export async function startHttpListener(options: HttpListenerOptions): Promise<HttpListener> {
  const server = createServer(
    {
      headersTimeout: HEADERS_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
      maxHeaderSize: MAX_HEADER_BYTES,
      shouldUpgradeCallback: (request) => options.onUpgrade !== undefined && isWebSocket(request),
    },
    (request, response) => {
      // a connection that is kept alive would bring one request after another while the server stops
      if (!server.listening) response.setHeader('Connection', 'close');
      options.onRequest(request, response);
    },
  );
  if (options.onUpgrade) server.on('upgrade', guardUpgrade(options.onUpgrade));
  server.on('clientError', answerBadRequest);
  await listen(server, options);
  const { port } = server.address() as AddressInfo;
  const host = options.host.includes(':') ? `[${options.host}]` : options.host;
  return { url: `http://${host}:${port}`, stop: () => close(server) };
}

const isWebSocket = ({ headers }: IncomingMessage) => headers.upgrade?.toLowerCase() === 'websocket';

/** Every upgrade gets an answer, and none can end the process. */
function guardUpgrade(onUpgrade: NonNullable<HttpListenerOptions['onUpgrade']>) {
  return (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    try {
      if (onUpgrade(request, socket, head)) return;
      refuseUpgrade(request, socket, new PipelineError('not_found', 'there is no live route of this name'));
    } catch (error) {
      refuseUpgrade(request, socket, new PipelineError('bad_request', 'the upgrade cannot be taken', { cause: error }));
    }
  };
}

function answerBadRequest(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request';
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function listen(server: Server, { host, port }: HttpListenerOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, host, port)));
    server.listen({ host, port }, resolve);
  });
}

function listenError(error: NodeJS.ErrnoException, host: string, port: number): PipelineError {
  if (error.code === 'EADDRINUSE') {
    const message = `port ${port} on ${host} is taken by another program; stop it or choose another with PORT`;
    return new PipelineError('port_in_use', message, { cause: error });
  }
  return new PipelineError('invalid_config', `cannot listen on ${host}:${port}: ${error.message}`, { cause: error });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    // a connection whose request was in hand becomes idle only after its answer
    const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
    server.close(() => {
      clearInterval(sweep);
      resolve();
    });
    server.closeIdleConnections();
  });
}
