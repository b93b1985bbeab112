import type { IncomingMessage, ServerResponse } from 'node:http';
import express, { type Request, type Response } from 'express';
import { createErrorHandler, notFound } from './http/errors.ts';
import { mountRoutes } from './http/mount.ts';
import { createCors, hardenAnswer, refuseForeignChanges } from './http/origin.ts';
import { nameRequest } from './http/request-id.ts';
import type { Route } from './http/route.ts';
import type { ApiOptions } from './options.ts';

/** Answers a request, or hands it to `next`. */
export type Handler = (request: IncomingMessage, response: ServerResponse, next?: (error?: unknown) => void) => void;

/**
 * Answers these routes, and everything else under `ownPaths` with a JSON 404. Other paths go to `next`, or are answered
 * 404 as well where there is none.
 */
export function serveRoutes(
  routes: readonly Route[],
  ownPaths: RegExp,
  { allowedOrigins = [], metrics, logger }: Pick<ApiOptions, 'allowedOrigins' | 'metrics' | 'logger'>,
): Handler {
  const app = express();
  app.disable('x-powered-by');
  app.use(nameRequest);
  app.use(ownPaths, hardenAnswer, createCors(allowedOrigins), refuseForeignChanges(allowedOrigins));
  app.use(mountRoutes(routes, metrics));
  app.use(ownPaths, notFound);
  app.use(createErrorHandler(logger));
  return (request, response, next) => {
    // Express itself gives a plain request and response their methods.
    const given = request as Request;
    const answer = response as Response;
    app(given, answer, next ?? (() => notFound(given, answer, () => {})));
  };
}
