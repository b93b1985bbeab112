import type { Level } from '../../core/record.ts';
import type { LogFields, Producer } from './producer.ts';

/** The parts of a request and its answer that are read: those of Express, Connect and node:http. */
export interface LoggedRequest {
  method?: string | undefined;
  url?: string | undefined;
  originalUrl?: string;
  ip?: string | undefined;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  socket?: { remoteAddress?: string | undefined } | undefined;
}
export interface LoggedResponse {
  statusCode: number;
  writableFinished: boolean;
  once(event: 'close', listener: () => void): unknown;
}

export interface RequestLogOptions {
  producer: Pick<Producer, 'log'>;
  /** More to say of a request, once it is answered. */
  fields?: (request: LoggedRequest, response: LoggedResponse) => LogFields;
  /** Requests that are not logged, such as those of a health probe. */
  skip?: (request: LoggedRequest) => boolean;
  /** Milliseconds, never going back. */
  now?: () => number;
}

type Middleware = (request: LoggedRequest, response: LoggedResponse, next?: () => void) => void;

function levelOf(status: number, isAborted: boolean): Level {
  if (status >= 500) return 'error';
  return status >= 400 || isAborted ? 'warn' : 'info';
}

function first(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

/** One log for each request when it is over: what was asked by whom, the status, and how long it took. */
export function createRequestLog(options: RequestLogOptions): Middleware {
  const { producer, now = () => performance.now() } = options;

  const describe = (request: LoggedRequest, response: LoggedResponse, tookMs: number): void => {
    const { method = 'GET', headers } = request;
    const endpoint = (request.originalUrl ?? request.url ?? '/').split('?', 1)[0] ?? '/';
    const isAborted = !response.writableFinished;
    const outcome = isAborted ? 'was broken off by the client' : response.statusCode;
    producer.log({
      level: levelOf(response.statusCode, isAborted),
      message: `${method} ${endpoint} ${outcome} in ${Math.round(tookMs)} ms`,
      method,
      endpoint,
      status_code: isAborted ? undefined : response.statusCode,
      response_time: Math.round(tookMs * 1_000) / 1_000,
      ip_address: request.ip ?? request.socket?.remoteAddress,
      user_agent: first(headers['user-agent']),
      request_id: first(headers['x-request-id']),
      ...options.fields?.(request, response),
    });
  };

  return (request, response, next) => {
    const begun = now();
    if (!options.skip?.(request)) response.once('close', () => describe(request, response, now() - begun));
    next?.();
  };
}
