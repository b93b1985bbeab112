import { loadCategoryModel } from '../models/category/category-model.ts';
import { createLogGenerator } from './generate-logs.ts';
import type { Row, RunOptions, Scenario } from './harness/scenario.ts';
import { quantile } from './harness/statistics.ts';

const MESSAGES = 100_000;

async function run({ quick }: RunOptions): Promise<Row[]> {
  const begun = performance.now();
  const classifier = loadCategoryModel();
  const loadMs = performance.now() - begun;
  const generator = createLogGenerator(6);
  const logs = Array.from({ length: MESSAGES }, () => generator.next());
  const rounds = quick ? 3 : 15;

  for (const log of logs) classifier.classify(log);
  const began = performance.now();
  for (let round = 0; round < rounds; round++) {
    for (const log of logs) classifier.classify(log);
  }
  const seconds = (performance.now() - began) / 1_000;

  const single = logs.map((log) => {
    const before = performance.now();
    classifier.classify(log);
    return performance.now() - before;
  });
  return [
    {
      what: 'messages classified in one thread',
      value: (rounds * MESSAGES) / seconds,
      unit: 'messages/s',
      target: { op: '>=', value: 250_000 },
    },
    { what: 'one message, p99', value: quantile(single, 0.99), unit: 'ms', target: { op: '<=', value: 0.05 } },
    { what: 'loading the model', value: loadMs, unit: 'ms' },
  ];
}

export const scenario: Scenario = {
  name: 'message-to-category',
  description: `The shipped model classifies ${MESSAGES} different generated messages with their levels and services, 15 times over, in one thread; then each message once with its time taken.`,
  run,
};
