import { z } from 'zod';
import { defineRoute, type Route } from '../http/route.ts';
import { describeApi } from '../openapi/document.ts';
import { GATEWAY_PATHS } from '../openapi/gateway-paths.ts';

/** The description of these routes and of itself. */
export function openApiRoutes(routes: readonly Route[], version: string): Route[] {
  const own = defineRoute({
    method: 'get',
    path: '/api/v1/openapi.json',
    summary: 'OpenAPI 3.1 of all of this.',
    tag: 'health',
    answer: z.record(z.string(), z.unknown()),
    handle: () => document,
  });
  const document = describeApi([...routes, own], version, GATEWAY_PATHS);
  return [own];
}
