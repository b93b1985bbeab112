import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Route } from './http/route.ts';
import { createLive } from './live/live.ts';
import type { ApiOptions } from './options.ts';
import { alertRuleRoutes } from './routes/alert-rules.ts';
import { alertRoutes } from './routes/alerts.ts';
import { deadLetterRoutes } from './routes/dead-letters.ts';
import { exportRoutes } from './routes/export.ts';
import { facetsRoutes } from './routes/facets.ts';
import { healthRoutes } from './routes/health.ts';
import { openApiRoutes } from './routes/openapi.ts';
import { parseRoutes } from './routes/parse.ts';
import { queueRoutes } from './routes/queue.ts';
import { recordRoutes } from './routes/record.ts';
import { searchRoutes } from './routes/search.ts';
import { statsRoutes } from './routes/stats.ts';
import { trendsRoutes } from './routes/trends.ts';
import { type Handler, serveRoutes } from './serve-routes.ts';

/** The API, ready to be put behind a listener; it listens nowhere itself. */
export interface Api {
  /**
   * Answers its routes, and everything else under `/api/`, `/health`, `/metrics` and `/ws/` with a JSON 404. Other paths go to `next`,
   * or are answered 404 as well where there is none. Whoever serves more routes under these paths comes before it.
   */
  handler: Handler;
  /** Takes the upgrade of `/ws/logs` and `/ws/alerts`; false, and nothing done, for any other path. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  routes: readonly Route[];
  /** Ends the live connections. Idempotent. */
  close(): Promise<void>;
}

const OWN_PATHS = /^\/(?:api|ws|health|metrics)(?=\/|$)/;

/** Builds the API. Static paths come before those with a parameter. */
export function createApi(options: ApiOptions): Api {
  const described = [
    ...searchRoutes(options),
    ...statsRoutes(options),
    ...trendsRoutes(options),
    ...facetsRoutes(options),
    ...exportRoutes(options),
    ...recordRoutes(options),
    ...parseRoutes(options),
    ...queueRoutes(options),
    ...deadLetterRoutes(options),
    ...alertRoutes(options),
    ...alertRuleRoutes(options),
    ...healthRoutes(options),
  ];
  const routes = [...described, ...openApiRoutes(described, options.version)];
  const live = createLive(options);
  return {
    handler: serveRoutes(routes, OWN_PATHS, options),
    upgrade: live.upgrade,
    routes,
    close: live.close,
  };
}
