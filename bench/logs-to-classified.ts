import { createEmbeddedBus } from '../backends/embedded/log-bus.ts';
import type { LogBus } from '../core/log-bus.ts';
import { silentLogger } from '../core/logger.ts';
import { noMetrics } from '../core/metrics.ts';
import { TOPIC, TOPICS } from '../core/topics.ts';
import { loadCategoryModel } from '../models/category/category-model.ts';
import { parseLine } from '../parsers/detect.ts';
import { DEFAULT_KINDS } from '../stream-processor/mask/detectors.ts';
import { createProcessor } from '../stream-processor/processor.ts';
import { createRuleSource } from '../stream-processor/rules/rule-source.ts';
import { createLogGenerator } from './generate-logs.ts';
import { withFolder } from './harness/house.ts';
import type { Row, RunOptions, Scenario } from './harness/scenario.ts';
import { waitFor } from './harness/wait.ts';

const BATCH = 1_000;
const now = (): number => Date.now();

async function fill(bus: LogBus, logs: number): Promise<void> {
  const generator = createLogGenerator(7, { startAt: now() - 60_000, logsPerSecond: logs / 60 });
  for (let published = 0; published < logs; published += BATCH) {
    const batch = Array.from({ length: BATCH }, () => generator.next());
    await bus.publish(batch.map((log) => ({ topic: TOPIC.logs, key: log.service, value: JSON.stringify(log) })));
  }
}

const classifiedLogs = async (bus: LogBus): Promise<number> =>
  (await bus.lag()).reduce((sum, { topic, endOffset }) => sum + (topic === TOPIC.classified ? endOffset : 0), 0);

async function measure(dir: string, logs: number): Promise<Row[]> {
  const bus = await createEmbeddedBus({ dir, now });
  await bus.createTopics(TOPICS);
  await fill(bus, logs);
  const rules = await createRuleSource({ bus, logger: silentLogger });
  const processor = createProcessor({
    bus,
    classifier: loadCategoryModel(),
    parseLine,
    rules,
    mask: { kinds: DEFAULT_KINDS },
    logger: silentLogger,
    metrics: noMetrics,
    now,
  });
  const cpuBefore = process.cpuUsage();
  const begun = performance.now();
  await processor.start();
  await waitFor('the last log', 120_000, 10, async () => ((await classifiedLogs(bus)) === logs ? true : null));
  const seconds = (performance.now() - begun) / 1_000;
  const { user, system } = process.cpuUsage(cpuBefore);
  await processor.stop();
  await rules.close();
  await bus.close();
  return [
    { what: 'logs through the stream processor alone', value: logs / seconds, unit: 'logs/s' },
    { what: 'CPU for one log', value: (user + system) / logs, unit: 'µs' },
  ];
}

async function run({ quick }: RunOptions): Promise<Row[]> {
  const logs = quick ? 200_000 : 1_000_000;
  return withFolder((dir) => measure(dir, logs));
}

export const scenario: Scenario = {
  name: 'logs-to-classified',
  description:
    '1,000,000 logs lie on the embedded bus. One thread decodes, masks and classifies them, counts windows, evaluates the shipped rules and writes the results back to the bus in atomic batches; the time runs from its start until the last one is readable there.',
  run,
};
