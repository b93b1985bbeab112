import { loadCategoryModel } from '../../models/category/category-model.ts';
import { parseLine } from '../../parsers/detect.ts';
import { createProcessor } from '../../stream-processor/processor.ts';
import { createRuleSource } from '../../stream-processor/rules/rule-source.ts';
import type { RoleContext, RunningRole } from '../role.ts';
import { createStopStack, startOnStack } from '../stop-stack.ts';

/** Reads `logs`, writes `logs.classified`, windows, alerts and dead letters. */
export async function startProcessorRole(context: RoleContext): Promise<RunningRole> {
  const { config, bus, logger, metrics, now } = context;
  const stack = createStopStack(logger);
  await startOnStack(stack, config.shutdownTimeoutMs, async () => {
    const rules = await createRuleSource({ bus, file: config.alertRules, logger });
    stack.push('rules', () => rules.close());
    const classifier = loadCategoryModel(config.categoryModel);
    const { mask, breaker } = config;
    const onStopped = (reason: string | null): void => context.onStopped('processor', reason);
    const options = { bus, classifier, parseLine, rules, mask, breaker, onStopped, logger, metrics, now };
    const processor = createProcessor(options);
    await processor.start();
    stack.push('processor', () => processor.stop());
  });
  return { stop: () => stack.stopAll(config.shutdownTimeoutMs) };
}
