import express, { type Request, type RequestHandler, type Response, Router } from 'express';
import type { z } from 'zod';
import { PipelineError } from '../../core/errors.ts';
import type { Metrics } from '../../core/metrics.ts';
import { checkValue, type Fault, wordFault } from '../../core/schema-faults.ts';
import { readParameters } from '../params/parameters.ts';
import { methodNotAllowed } from './errors.ts';
import { noBody, type Route } from './route.ts';
import { sendJson } from './send-json.ts';
import { readTarget } from './target.ts';

const MAX_BODY = '1mb';
const readJson = express.json({ limit: MAX_BODY, strict: false });

/** The first thing that is wrong, with its name in front and in the details. */
function refuse(code: 'invalid_parameter' | 'bad_request', fault: Fault): never {
  const name = fault.path.join('.');
  throw new PipelineError(code, wordFault(fault), {
    details: code === 'invalid_parameter' ? { parameter: name } : { path: name },
  });
}

function readQuery(request: Request, schema: z.ZodType): Record<string, string> {
  const known = 'shape' in schema ? Object.keys(schema.shape as object) : [];
  return readParameters(readTarget(request.originalUrl).parameters, known);
}

function check<T extends z.ZodType>(schema: T, value: unknown, code: 'invalid_parameter' | 'bad_request'): z.output<T> {
  const checked = checkValue(schema, value);
  return 'data' in checked ? checked.data : refuse(code, checked.faults[0]);
}

/** Reads a JSON body; another kind is refused, so that no plain form of a foreign page gets through. */
const readBody: RequestHandler = (request, response, next) => {
  const hasBody = Number(request.headers['content-length'] ?? 0) > 0 || 'transfer-encoding' in request.headers;
  if (!hasBody) return next();
  if (!request.is(['json', '+json'])) {
    return next(new PipelineError('unsupported_media_type', 'the body must be application/json'));
  }
  readJson(request, response, next);
};

function signalOf(response: Response): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) controller.abort();
  });
  return controller.signal;
}

function createHandler(route: Route): RequestHandler {
  return async (request, response) => {
    const params = check(route.params, { ...request.params }, 'invalid_parameter');
    const query = check(route.query, readQuery(request, route.query), 'invalid_parameter');
    const body = route.body === noBody ? undefined : check(route.body, request.body, 'bad_request');
    const signal = signalOf(response);
    try {
      const answer = await route.handle({ params, query, body, signal, request, response });
      if (answer !== undefined) sendJson(response, route.status, answer);
      else if (!response.headersSent && route.answer === null) response.writeHead(route.status).end();
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  };
}

/** Counts requests by route and status, and how long they took. */
function createMeter(metrics: Metrics): (route: Route) => RequestHandler {
  const labels = ['method', 'route', 'status'];
  const requests = metrics.counter({ name: 'logsieve_api_requests_total', help: 'Requests answered.', labels });
  const seconds = metrics.histogram({
    name: 'logsieve_api_request_duration_seconds',
    help: 'Time until an answer was complete.',
    labels: ['method', 'route'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  });
  return ({ method, path }) => {
    const place = { method: method.toUpperCase(), route: path };
    return (_request, response, next) => {
      const began = performance.now();
      response.once('close', () => {
        requests.add(1, { ...place, status: String(response.statusCode) });
        seconds.observe((performance.now() - began) / 1_000, place);
      });
      next();
    };
  };
}

/** A router of these routes, in their order; a path with another method is answered 405. */
export function mountRoutes(routes: readonly Route[], metrics: Metrics): Router {
  const router = Router();
  const meter = createMeter(metrics);
  for (const [path, ofPath] of Map.groupBy(routes, (route) => route.path)) {
    const place = router.route(path.replaceAll(/\{(\w+)\}/g, ':$1'));
    for (const route of ofPath) place[route.method](meter(route), readBody, createHandler(route));
    place.all(methodNotAllowed(ofPath.map((route) => route.method.toUpperCase())));
  }
  return router;
}
