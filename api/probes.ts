import type { ApiOptions } from './options.ts';
import { type HealthOptions, healthRoutes } from './routes/health.ts';
import { type Handler, serveRoutes } from './serve-routes.ts';

export type ProbeOptions = HealthOptions & Pick<ApiOptions, 'allowedOrigins' | 'metrics' | 'logger'>;

const OWN_PATHS = /^\/(?:health|metrics)(?=\/|$)/;

/** Health and metrics alone, for a listener that answers no questions; everything else goes to `next`. */
export function createProbes(options: ProbeOptions): Handler {
  return serveRoutes(healthRoutes(options), OWN_PATHS, options);
}
