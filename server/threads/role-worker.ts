import { parentPort, workerData } from 'node:worker_threads';
import { openBackends } from '../../backends/open.ts';
import { PipelineError } from '../../core/errors.ts';
import type { AtomicWriters, LogBus } from '../../core/log-bus.ts';
import { createLogger } from '../logger.ts';
import { createMetrics } from '../metrics.ts';
import type { RoleContext, RoleName, RunningRole } from '../role.ts';
import { startAlertsRole } from '../roles/alerts.ts';
import { startIndexerRole } from '../roles/indexer.ts';
import { startProcessorRole } from '../roles/processor.ts';
import { createStopStack } from '../stop-stack.ts';
import { watchWrites } from '../watch-writes.ts';
import type { FromThread, ThreadStart, ToThread } from './messages.ts';

/** The entry of a thread that runs roles: says when it is ready, answers for its metrics, stops when told. */
const port = parentPort;
if (!port) throw new Error('role-worker.ts runs as a worker thread only');
const { name, roles, config, keeper } = workerData as ThreadStart;
const { secrets } = config;
const logger = createLogger({ level: config.logLevel, format: config.logFormat, name, secrets });
const metrics = createMetrics();
const now = () => Date.now();
const say = (message: FromThread): void => port.postMessage(message);

const backends = watchWrites(openBackends(config, { logger, now }), (troubles) => say({ type: 'writes', troubles }));

function startRole(role: RoleName, bus: LogBus & AtomicWriters): Promise<RunningRole> {
  const onStopped: RoleContext['onStopped'] = (name, reason) => say({ type: 'role stopped', role: name, reason });
  const context = { config, backends, bus, logger, metrics, onStopped, now };
  if (role === 'processor') return startProcessorRole(context);
  if (role === 'indexer') return startIndexerRole(context);
  if (role === 'alerts') return startAlertsRole(context);
  throw new Error(`the role ${role} has no thread of its own`);
}

const stack = createStopStack(logger);
try {
  const bus = await backends.openBus(keeper);
  stack.push('bus', () => bus.close());
  for (const role of roles) {
    const running = await startRole(role, bus);
    stack.push(role, () => running.stop());
  }
  port.on('message', async (message: ToThread) => {
    if (message.type === 'metrics') {
      say({ type: 'metrics', request: message.request, metrics: await metrics.json() });
      return;
    }
    await stack.stopAll(config.shutdownTimeoutMs);
    say({ type: 'stopped' });
    port.close();
  });
  say({ type: 'ready' });
} catch (error) {
  const code = error instanceof PipelineError ? error.code : 'internal';
  say({ type: 'failed', code, message: error instanceof Error ? error.message : String(error) });
  await stack.stopAll(config.shutdownTimeoutMs);
  // Ends this thread only, also when something that failed half-way still holds it.
  process.exit(1);
}
