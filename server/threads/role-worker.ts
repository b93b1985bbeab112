import { parentPort, workerData } from 'node:worker_threads';
import { openBackends } from '../../backends/open.ts';
import { PipelineError } from '../../core/errors.ts';
import type { LogBus } from '../../core/log-bus.ts';
import { secretValues } from '../config.ts';
import { createLogger } from '../logger.ts';
import { createMetrics } from '../metrics.ts';
import type { RoleName, RunningRole } from '../role.ts';
import { startIndexerRole } from '../roles/indexer.ts';
import { startProcessorRole } from '../roles/processor.ts';
import type { FromThread, ThreadStart, ToThread } from './messages.ts';

/** The entry of a thread that runs one role: says when it is ready, answers for its metrics, stops when told. */
const port = parentPort;
if (!port) throw new Error('role-worker.ts runs as a worker thread only');
const { role, config, keeper } = workerData as ThreadStart;
const secrets = secretValues(config);
const logger = createLogger({ level: config.logLevel, format: config.logFormat, name: role, secrets });
const metrics = createMetrics();
const now = () => Date.now();
const say = (message: FromThread): void => port.postMessage(message);

const backends = openBackends(config, { logger, now });

function startRole(name: RoleName, bus: LogBus): Promise<RunningRole> {
  const context = { config, backends, bus, logger, metrics, now };
  if (name === 'processor') return startProcessorRole(context);
  if (name === 'indexer') return startIndexerRole(context);
  throw new Error(`the role ${name} has no thread of its own`);
}

try {
  const bus = await backends.openBus(keeper);
  const running = await startRole(role, bus);
  port.on('message', async (message: ToThread) => {
    if (message.type === 'metrics') {
      say({ type: 'metrics', request: message.request, metrics: await metrics.json() });
      return;
    }
    await running.stop();
    await bus.close();
    say({ type: 'stopped' });
    port.close();
  });
  say({ type: 'ready' });
} catch (error) {
  const code = error instanceof PipelineError ? error.code : 'internal';
  say({ type: 'failed', code, message: error instanceof Error ? error.message : String(error) });
  port.close();
}
