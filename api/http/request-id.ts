import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import { readRequestId } from '../../core/request-id.ts';

const ids = new WeakMap<IncomingMessage, string>();

/** The name of this request in answers and logs: what the client sent as `X-Request-Id`, where that is harmless, or a new one. */
export function requestIdOf(request: IncomingMessage): string {
  let id = ids.get(request);
  if (id === undefined) {
    id = readRequestId(request.headers['x-request-id']) ?? randomUUID();
    ids.set(request, id);
  }
  return id;
}

/** Tells the client the request's name. */
export const nameRequest: RequestHandler = (request, response, next) => {
  response.setHeader('X-Request-Id', requestIdOf(request));
  next();
};
