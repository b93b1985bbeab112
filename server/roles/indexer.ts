import { createIndexer } from '../../stream-processor/indexer.ts';
import type { RoleContext, RunningRole } from '../role.ts';
import { createStopStack, startOnStack } from '../stop-stack.ts';

const RETENTION_INTERVAL_MS = 600_000;

/** Reads `logs.classified` into the store, and drops what is older than its retention. */
export async function startIndexerRole(context: RoleContext): Promise<RunningRole> {
  const { config, backends, bus, logger, metrics, now } = context;
  const stack = createStopStack(logger);
  const store = await backends.openStore();
  stack.push('store', () => store.close());
  const retention = setInterval(() => {
    store
      .dropExpired(now(), config.retentionDays)
      .then((dropped) => dropped > 0 && logger.info('expired logs dropped', { logs: dropped }))
      .catch((error) => logger.warn('expired logs could not be dropped, it will be tried again', { error }));
  }, RETENTION_INTERVAL_MS);
  stack.push('retention', () => clearInterval(retention));
  const indexer = createIndexer({ bus, store, logger, metrics, now });
  await startOnStack(stack, config.shutdownTimeoutMs, () => indexer.start());
  stack.push('indexer', () => indexer.stop());
  return { stop: () => stack.stopAll(config.shutdownTimeoutMs) };
}
