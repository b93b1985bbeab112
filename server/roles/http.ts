import { randomUUID } from 'node:crypto';
import express from 'express';
import { createApi } from '../../api/api.ts';
import type { HealthCheck } from '../../api/options.ts';
import { systemClock } from '../../core/clock.ts';
import { errorBody } from '../../core/error-body.ts';
import { PipelineError } from '../../core/errors.ts';
import { loadCategoryModel } from '../../models/category/category-model.ts';
import { parseLine } from '../../parsers/detect.ts';
import { createGateway } from '../../producers/gateway/gateway.ts';
import { createRuleSource } from '../../stream-processor/rules/rule-source.ts';
import { createAwaitIndexed } from '../await-indexed.ts';
import { startHttpListener } from '../http-listener.ts';
import { readLedger } from '../ledger.ts';
import { METRICS_CONTENT_TYPE } from '../metrics.ts';
import type { RoleContext, RunningRole } from '../role.ts';
import { createStopStack } from '../stop-stack.ts';
import { VERSION } from '../version.ts';

export interface HttpRoleOptions {
  /** Which doors are open: for logs, for questions, or both on one listener. */
  doors: { gateway: boolean; api: boolean };
  /** Health of parts that run beside this one. */
  checks: Readonly<Record<string, HealthCheck>>;
  /** Figures of other threads. */
  otherMetrics(): Promise<readonly unknown[]>;
}

/** What a listener answers that is only a door for logs. */
const PROBES = /^\/(?:health|metrics)(?=\/|$)/;
/** Where to go from the root. */
const PLACES = { api: '/api/v1/openapi.json', health: '/health', metrics: '/metrics', live_tail: '/ws/logs' };

/** The HTTP side of the house: takes logs, answers questions, streams the live tail. */
export async function startHttpRole(
  context: RoleContext,
  options: HttpRoleOptions,
): Promise<RunningRole & { url: string }> {
  const { config, backends, bus, logger, metrics, now } = context;
  const stack = createStopStack(logger);
  const store = await backends.openStore();
  stack.push('store', () => store.close());
  const app = express().disable('x-powered-by').disable('etag');

  if (options.doors.gateway) {
    const awaitIndexed = createAwaitIndexed(store, systemClock);
    const limits = { bodyBytes: config.maxBodyBytes };
    app.use(createGateway({ bus, parseLine, awaitIndexed, logger, metrics, now, limits }));
  }
  const alertStore = await backends.openAlertStore();
  stack.push('alert store', () => alertStore.close());
  const rules = await createRuleSource({ bus, file: config.alertRules, logger });
  stack.push('rules', () => rules.close());
  const classifier = loadCategoryModel(config.categoryModel);
  const api = createApi({
    store,
    alertStore,
    bus,
    classifier,
    parseLine,
    rules,
    checks: { ...options.checks, model: async () => ({ status: 'healthy', version: classifier.version }) },
    ledger: () => readLedger(bus),
    metricsText: async () => ({
      contentType: METRICS_CONTENT_TYPE,
      body: await metrics.text(await options.otherMetrics()),
    }),
    logger,
    metrics,
    now,
    version: VERSION,
    allowedOrigins: config.allowedOrigins,
  });
  stack.push('api', () => api.close());
  app.use((request, response, next) =>
    options.doors.api || PROBES.test(request.path) ? api.handler(request, response, next) : next(),
  );
  app.get('/', (_request, response) => {
    response.json({ name: 'logsieve', version: VERSION, ...PLACES });
  });
  app.use((request, response) => {
    const error = new PipelineError('not_found', `there is nothing at ${request.path}`);
    response.status(error.status).json(errorBody(error, randomUUID()));
  });
  const { host, port } = config;
  const listener = await startHttpListener({ host, port, onRequest: app, onUpgrade: api.upgrade });
  // Who watches live would keep the listener from closing.
  stack.push('http', async () => void (await Promise.all([listener.stop(), api.close()])));
  return { url: listener.url, stop: () => stack.stopAll(config.shutdownTimeoutMs) };
}
