import { z } from 'zod';
import type { LogStore } from '../../core/log-store.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { sendJson } from '../http/send-json.ts';
import type { ApiOptions, HealthCheck, HealthStatus } from '../options.ts';
import { named } from '../schemas/components.ts';

const CHECK_TIMEOUT_MS = 2_000;
const STATUSES = ['healthy', 'degraded', 'unhealthy'] as const satisfies readonly HealthStatus[];

const check = z.looseObject({ status: z.enum(STATUSES), latency_ms: z.number() });
const health = named(
  'Health',
  z.strictObject({
    status: z.enum(STATUSES),
    version: z.string(),
    uptime_s: z.number(),
    checks: z.record(z.string(), check),
  }),
);

/** While the store is away logs wait on the bus, and alerts and the live tail go on: nothing that a restart would mend. */
const AT_WORST: Readonly<Record<string, HealthStatus>> = { store: 'degraded' };

async function runCheck([name, run]: [string, HealthCheck]): Promise<z.output<typeof check>> {
  const began = performance.now();
  const status = AT_WORST[name] ?? 'unhealthy';
  const late = Promise.withResolvers<{ status: HealthStatus; detail: string }>();
  const timer = setTimeout(() => late.resolve({ status, detail: 'no answer in time' }), CHECK_TIMEOUT_MS);
  const failed = (): { status: HealthStatus; detail: string } => ({ status, detail: 'the check failed' });
  const result = await Promise.race([run().catch(failed), late.promise]);
  clearTimeout(timer);
  return { ...result, latency_ms: Math.round((performance.now() - began) * 100) / 100 };
}

/** Healthy when it answers, whatever it says; degraded while it answers but takes nothing. */
function answers(ask: () => Promise<unknown>, writeTrouble: () => string | null): HealthCheck {
  return async () => {
    await ask();
    const trouble = writeTrouble();
    return trouble === null
      ? { status: 'healthy' }
      : { status: 'degraded', detail: `the last write failed: ${trouble}` };
  };
}

/** The worst of all checks. */
async function examine(checks: Readonly<Record<string, HealthCheck>>) {
  const names = Object.keys(checks);
  const results = await Promise.all(Object.entries(checks).map(runCheck));
  const worst = Math.max(0, ...results.map(({ status }) => STATUSES.indexOf(status)));
  return {
    status: STATUSES[worst] ?? 'healthy',
    checks: Object.fromEntries(names.map((name, index) => [name, results[index]])),
  };
}

/** What the routes of health and metrics need. */
export type HealthOptions = Pick<ApiOptions, 'bus' | 'now' | 'version' | 'metricsText' | 'checks' | 'writeTrouble'> & {
  /** Absent where nothing is asked of it. */
  store?: LogStore;
};

/** The shape of an id that no record has: a store that is far away must really be asked. */
const NO_RECORD = 'health-0-0';

/** Health for people, and for probes. `unhealthy` is 503; a degraded part does not take the process out of service. */
export function healthRoutes(options: HealthOptions): Route[] {
  const { bus, store, now, version, metricsText, writeTrouble = () => null } = options;
  const startedAt = now();
  const own: Record<string, HealthCheck> = {
    bus: answers(
      () => bus.lag(),
      () => writeTrouble('bus'),
    ),
    ...(store && {
      store: answers(
        () => store.get([NO_RECORD]),
        () => writeTrouble('store'),
      ),
    }),
  };
  const all = { ...own, ...options.checks };
  const ready = Object.fromEntries(Object.entries(all).filter(([name]) => name in own));
  const report = (checks: Readonly<Record<string, HealthCheck>>) =>
    examine(checks).then(({ status, checks: results }) => ({
      status,
      version,
      uptime_s: Math.round((now() - startedAt) / 100) / 10,
      checks: results,
    }));
  const healthRoute = (path: string, summary: string, checks: Readonly<Record<string, HealthCheck>>): Route =>
    defineRoute({
      method: 'get',
      path,
      summary,
      tag: 'health',
      answer: health,
      async handle({ response }) {
        const body = await report(checks);
        sendJson(response, body.status === 'unhealthy' ? 503 : 200, body);
      },
    });
  return [
    healthRoute('/health', 'Every part; 503 when one is unhealthy.', all),
    healthRoute('/health/live', 'Whether the process answers.', {}),
    healthRoute('/health/ready', 'Whether requests can be served.', ready),
    defineRoute({
      method: 'get',
      path: '/metrics',
      summary: "Metrics in Prometheus' text format.",
      tag: 'health',
      answer: { contentTypes: ['text/plain'] },
      async handle({ response }) {
        const { contentType, body } = await metricsText();
        response.writeHead(200, { 'Content-Type': contentType, 'Cache-Control': 'no-store' }).end(body);
      },
    }),
  ];
}
