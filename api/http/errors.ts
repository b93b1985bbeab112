import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { errorBody, toPipelineError } from '../../core/error-body.ts';
import { type ErrorCode, PipelineError } from '../../core/errors.ts';
import type { Logger } from '../../core/logger.ts';
import { retryAfterS } from '../../core/retry-after.ts';
import { requestIdOf } from './request-id.ts';
import { sendJson } from './send-json.ts';

/** What the body reader and the router call their errors. */
const CODES: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  'entity.too.large': ['body_too_large', 'the body is larger than this route takes'],
  'entity.parse.failed': ['invalid_json', 'the body is no JSON'],
  'encoding.unsupported': ['unsupported_encoding', 'the content encoding is not known here'],
  'charset.unsupported': ['unsupported_media_type', 'the body must be UTF-8'],
  'request.aborted': ['bad_request', 'the request ended early'],
  'request.size.invalid': ['bad_request', 'the body is not as long as its Content-Length says'],
};

function fromHttpError(error: unknown): PipelineError {
  const { type, status } = (error ?? {}) as { type?: unknown; status?: unknown };
  const known = typeof type === 'string' ? CODES[type] : undefined;
  if (known) return new PipelineError(known[0], known[1], { cause: error });
  if (status === 400) return new PipelineError('bad_request', 'the request cannot be read', { cause: error });
  return toPipelineError(error);
}

/** Answers with the error envelope. */
export function sendError(request: Request, response: Response, error: unknown): void {
  const known = error instanceof PipelineError ? error : fromHttpError(error);
  const waitS = retryAfterS(known);
  if (waitS !== null) response.setHeader('Retry-After', String(waitS));
  sendJson(response, known.status, errorBody(known, requestIdOf(request)));
}

/** Turns whatever a route threw into its answer; only our own faults are logged, with their cause. */
export function createErrorHandler(logger: Logger): ErrorRequestHandler {
  return (error, request, response, _next) => {
    const known = error instanceof PipelineError ? error : fromHttpError(error);
    if (known.status >= 500) {
      const fields = { error: known.cause ?? known, path: pathOf(request), request_id: requestIdOf(request) };
      logger[known.code === 'internal' ? 'error' : 'warn']('a request failed', fields);
    }
    if (response.headersSent) response.destroy();
    else sendError(request, response, known);
  };
}

const pathOf = (request: Request): string => request.originalUrl.split('?', 1)[0] ?? '';

/** The answer to a path that is not there. */
export const notFound: RequestHandler = (request, response) => {
  sendError(request, response, new PipelineError('not_found', `there is nothing at ${pathOf(request)}`));
};

/** The answer to a method that a path does not have; OPTIONS is told which it has. */
export function methodNotAllowed(allowed: readonly string[]): RequestHandler {
  const allow = [...allowed, ...(allowed.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ');
  return (request, response) => {
    response.setHeader('Allow', allow);
    if (request.method === 'OPTIONS') response.writeHead(204).end();
    else
      sendError(
        request,
        response,
        new PipelineError('method_not_allowed', `${request.method} is not for ${pathOf(request)}`),
      );
  };
}
