import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openBackends } from '../backends/open.ts';
import type { LogBus } from '../core/log-bus.ts';
import { silentLogger } from '../core/logger.ts';
import { GROUP, TOPIC, TOPICS } from '../core/topics.ts';
import { loadConfig } from './config.ts';
import { createMetrics } from './metrics.ts';
import { createPipelineMetrics } from './pipeline-metrics.ts';

let dir: string;
let bus: LogBus;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'pipeline-metrics-'));
  const config = loadConfig({ env: { DATA_DIR: dir } });
  bus = await openBackends(config, { logger: silentLogger, now: Date.now }).openBus(true);
  await bus.createTopics(TOPICS);
});
afterEach(async () => {
  await bus.close();
  rmSync(dir, { recursive: true });
});

/** Takes one message of `logs` in the group of the processor. */
async function takeOne(): Promise<void> {
  const taken = Promise.withResolvers<void>();
  const subscription = await bus.subscribe({
    group: GROUP.processor,
    topics: [TOPIC.logs],
    maxMessages: 1,
    async onBatch(batch) {
      await batch.commit();
      taken.resolve();
    },
  });
  await taken.promise;
  await subscription.close();
}

const publish = (...values: string[]) => bus.publish(values.map((value) => ({ topic: TOPIC.logs, key: 's', value })));

describe('the figures of the pipeline', () => {
  it('tell what waits for a group, and where the accepted logs are', async () => {
    await publish('1');
    await takeOne();
    await publish('2', '3');
    const metrics = createMetrics();
    await createPipelineMetrics(bus, metrics)();
    const text = await metrics.text();
    expect(text).toContain('logsieve_consumer_lag_messages{group="processor",topic="logs"} 2');
    expect(text).toMatch(/logsieve_consumer_oldest_seconds\{group="processor",topic="logs"\} \d/);
    expect(text).toContain('logsieve_ledger_logs{state="accepted"} 3');
    // taken by nobody who kept count
    expect(text).toContain('logsieve_ledger_logs{state="unaccounted"} 1');
  });

  it('are no figures while the bus cannot be read', async () => {
    await publish('1');
    await takeOne();
    let isBroken = false;
    const lag: LogBus['lag'] = (of) => (isBroken ? Promise.reject(new Error('away')) : bus.lag(of));
    const metrics = createMetrics();
    const update = createPipelineMetrics({ ...bus, lag }, metrics);
    await update();
    isBroken = true;
    await update();
    const text = await metrics.text();
    expect(text).toMatch(/logsieve_consumer_lag_messages\{group="processor",topic="logs"\} nan/i);
    expect(text).toMatch(/logsieve_ledger_logs\{state="accepted"\} nan/i);
    isBroken = false;
    await update();
    expect(await metrics.text()).toContain('logsieve_ledger_logs{state="accepted"} 1');
  });
});
