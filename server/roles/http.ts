import compression from 'compression';
import express, { type Express } from 'express';
import { type Api, createApi } from '../../api/api.ts';
import { createErrorHandler, notFound } from '../../api/http/errors.ts';
import { refuseOtherParameters } from '../../api/http/known-parameters.ts';
import { createCors, refuseForeignChanges } from '../../api/http/origin.ts';
import { refuseUpgrade } from '../../api/live/refuse-upgrade.ts';
import { GATEWAY_PATHS } from '../../api/openapi/gateway-paths.ts';
import type { HealthCheck } from '../../api/options.ts';
import { createProbes, type ProbeOptions } from '../../api/probes.ts';
import { systemClock } from '../../core/clock.ts';
import type { LogStore } from '../../core/log-store.ts';
import { loadCategoryModel } from '../../models/category/category-model.ts';
import { parseLine } from '../../parsers/detect.ts';
import { createGateway } from '../../producers/gateway/gateway.ts';
import { createRuleSource } from '../../stream-processor/rules/rule-source.ts';
import { createAwaitIndexed } from '../await-indexed.ts';
import { createDashboard } from '../dashboard.ts';
import { createHostCheck, type HostCheck } from '../host-check.ts';
import { type HttpListenerOptions, startHttpListener } from '../http-listener.ts';
import { readLedger } from '../ledger.ts';
import { METRICS_CONTENT_TYPE } from '../metrics.ts';
import { createPipelineMetrics } from '../pipeline-metrics.ts';
import type { RoleContext, RunningRole } from '../role.ts';
import { createStopStack, type StopStack, startOnStack } from '../stop-stack.ts';
import { VERSION } from '../version.ts';
import type { WriteTroubles } from '../watch-writes.ts';

export interface HttpRoleOptions {
  /** Which doors are open: for logs, for questions, or both on one listener; with none it answers probes only. */
  doors: { gateway: boolean; api: boolean };
  /** Health of parts that run beside this one. */
  checks: Readonly<Record<string, HealthCheck>>;
  /** Why the last writes failed, here or in other threads. */
  troubles(): WriteTroubles;
  /** Figures of other threads. */
  otherMetrics(): Promise<readonly unknown[]>;
}

/** Where to go from the root. */
const PLACES = { api: '/api/v1/openapi.json', health: '/health', metrics: '/metrics', live_tail: '/ws/logs' };

/** The HTTP side of the house: takes logs, answers questions, streams the live tail. */
export async function startHttpRole(
  context: RoleContext,
  options: HttpRoleOptions,
): Promise<RunningRole & { url: string }> {
  const { shutdownTimeoutMs } = context.config;
  const stack = createStopStack(context.logger);
  const url = await startOnStack(stack, shutdownTimeoutMs, () => openDoors(context, options, stack));
  return { url, stop: () => stack.stopAll(shutdownTimeoutMs) };
}

async function openDoors(context: RoleContext, options: HttpRoleOptions, stack: StopStack): Promise<string> {
  const { config, backends } = context;
  const { gateway, api: hasApi } = options.doors;
  const store = gateway || hasApi ? await backends.openStore() : null;
  if (store) stack.push('store', () => store.close());
  const probes = probesOf(context, options);
  const api = hasApi && store ? await openApi(context, { ...probes, store }, stack) : null;
  const refusalOf = createHostCheck(config);
  const app = express().disable('x-powered-by').disable('etag');
  app.use((request, _response, next) => next(refusalOf(request) ?? undefined));
  if (gateway && store) openGateway(app, context, store);
  // answers to questions only: whoever sends logs is answered with a line
  if (api) app.use(compression());
  app.use(api?.handler ?? createProbes(store ? { ...probes, store } : probes));
  if (api) app.use(createDashboard());
  addPlaces(app);
  app.use(notFound, createErrorHandler(context.logger));
  const { host, port } = config;
  const onUpgrade = api ? guardUpgrade(api, refusalOf) : undefined;
  const listener = await startHttpListener({ host, port, onRequest: app, onUpgrade });
  // Who watches live would keep the listener from closing.
  stack.push('http', async () => void (await Promise.all([listener.stop(), api?.close()])));
  return listener.url;
}

function probesOf(
  { config, bus, logger, metrics, now }: RoleContext,
  { checks, troubles, otherMetrics }: HttpRoleOptions,
): ProbeOptions {
  return {
    bus,
    checks,
    writeTrouble: (part) => troubles()[part],
    metricsText: async () => ({ contentType: METRICS_CONTENT_TYPE, body: await metrics.text(await otherMetrics()) }),
    logger,
    metrics,
    now,
    version: VERSION,
    allowedOrigins: config.allowedOrigins,
  };
}

function openGateway(app: Express, { config, bus, logger, metrics, now }: RoleContext, store: LogStore): void {
  const awaitIndexed = createAwaitIndexed(store, systemClock);
  const limits = { bodyBytes: config.maxBodyBytes };
  app.use('/api/v1/logs', createCors(config.allowedOrigins), refuseForeignChanges(config.allowedOrigins));
  app.post(
    '/api/v1/logs',
    refuseOtherParameters(GATEWAY_PATHS['/api/v1/logs'].post.parameters.map(({ name }) => name)),
  );
  app.use(createGateway({ bus, parseLine, awaitIndexed, logger, metrics, now, limits }));
}

function addPlaces(app: Express): void {
  app.get('/', (_request, response) => {
    response.json({ name: 'logsieve', version: VERSION, ...PLACES });
  });
}

function guardUpgrade(api: Api, refusalOf: HostCheck): HttpListenerOptions['onUpgrade'] {
  return (request, socket, head) => {
    const refusal = refusalOf(request);
    if (!refusal) return api.upgrade(request, socket, head);
    refuseUpgrade(request, socket, refusal);
    return true;
  };
}

async function openApi(
  context: RoleContext,
  probes: ProbeOptions & { store: LogStore },
  stack: StopStack,
): Promise<Api> {
  const { config, backends, bus, logger } = context;
  const alertStore = await backends.openAlertStore();
  stack.push('alert store', () => alertStore.close());
  const rules = await createRuleSource({ bus, file: config.alertRules, logger });
  stack.push('rules', () => rules.close());
  const classifier = loadCategoryModel(config.categoryModel);
  // of the whole pipeline: said at one door only, since figures of several are added up
  const readPipeline = createPipelineMetrics(bus, context.metrics);
  const api = createApi({
    ...probes,
    alertStore,
    classifier,
    parseLine,
    rules,
    checks: { ...probes.checks, model: async () => ({ status: 'healthy', version: classifier.version }) },
    ledger: () => readLedger(bus),
    metricsText: () => readPipeline().then(probes.metricsText),
  });
  stack.push('api', () => api.close());
  return api;
}
