import { readFileSync, unwatchFile, watchFile } from 'node:fs';
import { basename } from 'node:path';
import type { AlertRule, RuleOrigin } from '../../core/alert-rule.ts';
import { checkAlertRule } from '../../core/alert-rule-check.ts';
import { PipelineError } from '../../core/errors.ts';
import type { IncomingMessage, LogBus, Subscription } from '../../core/log-bus.ts';
import type { Logger } from '../../core/logger.ts';
import { wordFault } from '../../core/schema-faults.ts';
import { RULE_REMOVED, TOPIC } from '../../core/topics.ts';
import { type CompiledRule, compileRule } from './compiled-rule.ts';
import { parseRuleFile } from './rule-file.ts';

/** The alert rules in force: those of the file, overlaid by those set over the API. Follows changes of both. */
export interface RuleSource {
  /** Enabled rules, ready to use. */
  current(): readonly CompiledRule[];
  /** Every rule, disabled ones too, by name. */
  list(): { rule: AlertRule; origin: RuleOrigin }[];
  onChange(listener: (rules: readonly CompiledRule[]) => void): void;
  close(): Promise<void>;
}

export interface RuleSourceOptions {
  bus: LogBus;
  /** A file of one's own in place of the shipped rules. */
  file?: string;
  logger: Logger;
  /** How often the file is looked at, ms. */
  watchMs?: number;
}

const SHIPPED = new URL('./default-rules.yaml', import.meta.url);

function readFile(file: string | undefined): AlertRule[] {
  let text: string;
  try {
    text = readFileSync(file ?? SHIPPED, 'utf8');
  } catch (error) {
    throw new PipelineError('invalid_rule', `cannot read the rules: ${(error as Error).message}`, { cause: error });
  }
  return parseRuleFile(text, file ?? basename(SHIPPED.pathname));
}

/** Resolves when the file is read and the rules set over the API so far are known. @throws PipelineError `invalid_rule` when the file is wrong. */
export async function createRuleSource(options: RuleSourceOptions): Promise<RuleSource> {
  const { bus, file, logger } = options;
  const listeners: ((rules: readonly CompiledRule[]) => void)[] = [];
  const overlay = new Map<string, AlertRule>();
  let base = readFile(file);
  let compiled: CompiledRule[] = [];

  const list = (): { rule: AlertRule; origin: RuleOrigin }[] => {
    const named = new Map<string, { rule: AlertRule; origin: RuleOrigin }>();
    for (const rule of base) named.set(rule.name, { rule, origin: file ? 'file' : 'default' });
    for (const rule of overlay.values()) named.set(rule.name, { rule, origin: 'api' });
    return [...named.values()].sort((a, b) => (a.rule.name < b.rule.name ? -1 : 1));
  };
  const recompile = (): void => {
    compiled = list().flatMap(({ rule }) => (rule.enabled ? [compileRule(rule)] : []));
    for (const listener of listeners) listener(compiled);
  };
  const reread = (): void => {
    try {
      base = readFile(file);
    } catch (error) {
      logger.error('the rules file is wrong, the rules in force stay', { error });
      return;
    }
    recompile();
    logger.info('alert rules read again', { rules: compiled.length });
  };
  const take = ({ key, value }: IncomingMessage): void => {
    if (key === null) return;
    const text = value.toString();
    if (text === RULE_REMOVED) {
      overlay.delete(key);
      return;
    }
    try {
      overlay.set(key, readStoredRule(text));
    } catch (error) {
      logger.error('a rule on the topic is wrong and left out', { rule: key, error });
    }
  };

  recompile();
  const subscription = await follow(bus, (messages) => {
    for (const message of messages) take(message);
    recompile();
  });
  if (file) watchFile(file, { interval: options.watchMs ?? 1_000, persistent: false }, reread);

  return {
    current: () => compiled,
    list,
    onChange: (listener) => listeners.push(listener),
    async close() {
      if (file) unwatchFile(file, reread);
      await subscription.close();
    },
  };
}

function readStoredRule(text: string): AlertRule {
  const checked = checkAlertRule(JSON.parse(text));
  if ('rule' in checked) return checked.rule;
  throw new PipelineError('invalid_rule', checked.faults.map(wordFault).join('; '));
}

/** Reads the rules topic from its beginning and on; resolves when what was there is read. */
async function follow(bus: LogBus, onMessages: (messages: readonly IncomingMessage[]) => void): Promise<Subscription> {
  const caughtUp = Promise.withResolvers<void>();
  const subscription = await bus.subscribe({
    topics: [TOPIC.rules],
    tickMs: 100,
    async onBatch({ messages }) {
      if (messages.length === 0) caughtUp.resolve();
      else onMessages(messages);
    },
  });
  await caughtUp.promise;
  return subscription;
}
