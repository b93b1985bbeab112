import type { HealthCheck } from '../api/options.ts';
import { openBackends } from '../backends/open.ts';
import type { LogBus } from '../core/log-bus.ts';
import { GROUP, TOPICS } from '../core/topics.ts';
import type { Config } from './config.ts';
import { createLogger } from './logger.ts';
import { createMetrics } from './metrics.ts';
import type { RoleContext, RoleName, RunningRole } from './role.ts';
import { startAlertsRole } from './roles/alerts.ts';
import { startHttpRole } from './roles/http.ts';
import { startIndexerRole } from './roles/indexer.ts';
import { startProcessorRole } from './roles/processor.ts';
import { createStopStack, type StopStack } from './stop-stack.ts';
import type { ThreadStart } from './threads/messages.ts';
import { type RoleThread, startRoleThread } from './threads/role-thread.ts';
import { NO_TROUBLES, type WriteTroubles, watchWrites } from './watch-writes.ts';

/** A running Logsieve: all roles, or one. */
export interface House {
  /** Where it listens. */
  url: string;
  /** Stops in order within the configured time: what was accepted is on the bus. Idempotent. */
  stop(): Promise<void>;
}

export interface StartOptions {
  role: 'all' | RoleName;
  /** A part died for good: the process should end. Default: ends it with code 1. */
  onLost?(error: Error): void;
}

/**
 * Takes the data, then starts the roles, each after those it needs.
 * @throws PipelineError `folder_locked`, `folder_unwritable`, `data_corrupt`, `port_in_use`, `invalid_rule`, `invalid_model`; nothing is left running then.
 */
export async function startHouse(config: Config, { role, onLost = endProcess }: StartOptions): Promise<House> {
  const now = () => Date.now();
  const { secrets } = config;
  const logger = createLogger({ level: config.logLevel, format: config.logFormat, name: 'house', secrets });
  let troubles = NO_TROUBLES;
  const backends = watchWrites(openBackends(config, { logger, now }), (found) => {
    troubles = found;
  });
  const stack = createStopStack(logger);
  let stopped: Promise<void> | null = null;
  const stop = (): Promise<void> => {
    stopped ??= stack.stopAll(config.shutdownTimeoutMs);
    return stopped;
  };
  try {
    const claim = await backends.claim();
    stack.push('data folder', () => claim.release());
    const bus = await backends.openBus(role !== 'all');
    stack.push('bus', () => bus.close());
    await bus.createTopics(TOPICS);
    const context: RoleContext = { config, backends, bus, logger, metrics: createMetrics(), now };
    return { url: await startRoles(role, context, { stack, onLost, troubles: () => troubles }), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function endProcess(): void {
  process.exit(1);
}

interface Surroundings {
  stack: StopStack;
  onLost(error: Error): void;
  /** Of this thread. */
  troubles(): WriteTroubles;
}

const worstOf = (all: readonly WriteTroubles[]): WriteTroubles => ({
  bus: all.find(({ bus }) => bus !== null)?.bus ?? null,
  store: all.find(({ store }) => store !== null)?.store ?? null,
});

async function startRoles(role: 'all' | RoleName, context: RoleContext, surroundings: Surroundings): Promise<string> {
  if (role === 'all') return startEverything(context, surroundings);
  const { stack, troubles } = surroundings;
  const worker = WORKERS[role];
  if (worker) {
    const running = await worker.start(context);
    stack.push(role, () => running.stop());
  }
  const http = await startHttpRole(context, {
    doors: { gateway: role === 'gateway', api: role === 'api' },
    checks: worker ? { [worker.check]: keepsUp(context.bus, worker.group, () => true) } : {},
    troubles,
    otherMetrics: async () => [],
  });
  stack.push('http', () => http.stop());
  return http.url;
}

interface WorkerRole {
  start(context: RoleContext): Promise<RunningRole>;
  /** What it is called among the health checks. */
  check: string;
  group: string;
}

/** The roles that read the bus; their listener answers probes only. */
const WORKERS: Readonly<Partial<Record<RoleName, WorkerRole>>> = {
  processor: { start: startProcessorRole, check: 'processor', group: GROUP.processor },
  indexer: { start: startIndexerRole, check: 'indexer', group: GROUP.indexer },
  alerts: { start: startAlertsRole, check: 'alert_consumer', group: GROUP.alertConsumer },
};

/** What reads the bus gets threads of its own, so that neither its work nor its disk holds up the listener. */
async function startEverything(context: RoleContext, { stack, onLost, troubles }: Surroundings): Promise<string> {
  const { config, bus, logger } = context;
  const threads = new Map<RoleName, RoleThread>();
  const startThread = async (start: ThreadStart): Promise<void> => {
    const thread = await startRoleThread({ ...start, logger, onLost });
    for (const role of start.roles) threads.set(role, thread);
    stack.push(start.name, () => thread.stop());
  };
  const check = (role: RoleName, group: string) => keepsUp(bus, group, () => threads.get(role)?.isUp() ?? false);
  await startThread({ name: 'processor', roles: ['processor'], config, keeper: true });
  const http = await startHttpRole(context, {
    doors: { gateway: true, api: true },
    checks: {
      processor: check('processor', GROUP.processor),
      indexer: check('indexer', GROUP.indexer),
      alert_consumer: check('alerts', GROUP.alertConsumer),
    },
    troubles: () => worstOf([troubles(), ...[...threads.values()].map((thread) => thread.troubles())]),
    otherMetrics: () => Promise.all([...new Set(threads.values())].map((thread) => thread.metrics())),
  });
  const placed = { ...config, publicUrl: config.publicUrlGiven ? config.publicUrl : http.url };
  try {
    await startThread({ name: 'indexer+alerts', roles: ['indexer', 'alerts'], config: placed, keeper: false });
  } finally {
    // Last on the stack, though started before: while requests are finished, everything behind them still runs.
    stack.push('http', () => http.stop());
  }
  return http.url;
}

/** Older work than this waiting means that a part does not keep up, ms. */
const BEHIND_MS = 60_000;

function keepsUp(bus: LogBus, group: string, isUp: () => boolean): HealthCheck {
  return async () => {
    if (!isUp()) return { status: 'unhealthy', detail: 'its thread is down' };
    const groups = (await bus.lag({ groups: [group] })).flatMap((lag) => lag.groups);
    const lag = groups.reduce((sum, each) => sum + each.lag, 0);
    const oldestAgeMs = Math.max(0, ...groups.map((each) => each.oldestAgeMs ?? 0));
    return { status: oldestAgeMs > BEHIND_MS ? 'degraded' : 'healthy', lag, oldest_age_ms: oldestAgeMs };
  };
}
