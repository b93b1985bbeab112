import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import { PipelineError } from '../../core/errors.ts';

/** Whether a request comes from no web page, from a page of our own host, or from an origin that is allowed by name. */
export function isOriginAllowed(request: IncomingMessage, allowed: readonly string[]): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined || allowed.includes(origin)) return true;
  try {
    return new URL(origin).host === host?.toLowerCase();
  } catch {
    return false;
  }
}

/**
 * Refuses what a page of another origin asks to be changed. Answers are hidden from such a page anyway, but a plain POST without a
 * body would be carried out all the same.
 */
export function refuseForeignChanges(allowed: readonly string[]): RequestHandler {
  return (request, _response, next) => {
    const isReading = request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS';
    if (isReading || isOriginAllowed(request, allowed)) return next();
    next(new PipelineError('forbidden', 'pages of this origin may not change anything here'));
  };
}

const METHODS = 'GET, POST, PUT, DELETE';

/** Lets pages of the allowed origins read answers (the Fetch standard's CORS protocol); everybody else gets no such header. */
export function createCors(allowed: readonly string[]): RequestHandler {
  return (request, response, next) => {
    const { origin } = request.headers;
    if (allowed.length > 0) response.setHeader('Vary', 'Origin');
    if (origin === undefined || !allowed.includes(origin)) return next();
    response.setHeader('Access-Control-Allow-Origin', origin);
    response.setHeader('Access-Control-Expose-Headers', 'X-Request-Id, Retry-After');
    if (request.method !== 'OPTIONS' || request.headers['access-control-request-method'] === undefined) return next();
    response.setHeader('Access-Control-Allow-Methods', METHODS);
    response.setHeader('Access-Control-Allow-Headers', 'Content-Type, X-Request-Id');
    response.setHeader('Access-Control-Max-Age', '600');
    response.writeHead(204).end();
  };
}

/** Headers that keep a browser from taking an answer for anything but data. */
export const hardenAnswer: RequestHandler = (_request, response, next) => {
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'");
  response.setHeader('Referrer-Policy', 'no-referrer');
  next();
};
