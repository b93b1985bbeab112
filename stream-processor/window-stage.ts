import { type Bookmark, firstUnread } from '../core/bookmark.ts';
import type { Assignment, IncomingMessage, LogBus, OutgoingMessage } from '../core/log-bus.ts';
import type { Logger } from '../core/logger.ts';
import { GROUP, TOPIC } from '../core/topics.ts';
import { alertMessage } from './alert-message.ts';
import { type Partials, readPartials } from './partials.ts';
import type { ProcessorMetrics } from './processor-metrics.ts';
import { createRole, type Role } from './role.ts';
import type { CompiledRule } from './rules/compiled-rule.ts';
import { createEvaluator, type Evaluator } from './rules/evaluator.ts';
import type { RuleSource } from './rules/rule-source.ts';
import { tellFailure } from './tell-failure.ts';

export interface WindowStageOptions {
  bus: LogBus;
  rules: RuleSource;
  graceMs: number;
  metrics: ProcessorMetrics;
  logger: Logger;
  now(): number;
}

const PROGRESS_KEY = 'progress';
const BOOKMARK_KEY = 'bookmark';
/** A partition that has said nothing for so long holds nobody back. */
const SILENT_MS = 10_000;

interface Progress {
  watermark: number;
  newest: number;
  heardAt: number;
}

const UNHEARD = { watermark: Number.NEGATIVE_INFINITY, newest: Number.NEGATIVE_INFINITY };

/** The second stage: sums what partitions counted for rules that group across services, and judges the sums. */
interface Summing {
  /** Those that were summed already are left out. */
  take(messages: readonly IncomingMessage[]): OutgoingMessage[];
  changeRules(rules: readonly CompiledRule[]): void;
}

function createSumming(options: WindowStageOptions, { state, epoch }: Assignment, behind: readonly number[]): Summing {
  const committed = new Map([...state].map(([key, value]) => [key, value.toString()]));
  const stored = committed.get(PROGRESS_KEY);
  const mark = committed.get(BOOKMARK_KEY);
  for (const key of [PROGRESS_KEY, BOOKMARK_KEY]) committed.delete(key);
  let unread = mark === undefined ? 0 : firstUnread(JSON.parse(mark) as Bookmark, epoch);
  const progress = new Map<number, Progress>(stored ? (JSON.parse(stored) as [number, Progress][]) : []);
  for (const partition of behind) {
    progress.set(partition, { ...(progress.get(partition) ?? UNHEARD), heardAt: options.now() });
  }
  let evaluator: Evaluator;

  const useRules = (rules: readonly CompiledRule[]): void => {
    evaluator = createEvaluator({
      rules: rules.filter((each) => each.acrossPartitions),
      graceMs: options.graceMs,
      onGroupDropped: (rule) => options.metrics.groupsDropped.add(1, { rule }),
      onLate: (rule) => options.metrics.late.add(1, { rule }),
    });
    evaluator.restore(committed, options.now());
  };
  const watermark = (): number => {
    if (progress.size === 0) return Number.NEGATIVE_INFINITY;
    const heard = [...progress.values()].filter((each) => options.now() - each.heardAt < SILENT_MS);
    const speaking = heard.length > 0 ? heard : [...progress.values()];
    return Math.min(...speaking.map((each) => each.watermark));
  };
  const take = ({ partition, watermark: own, newest, partials }: Partials): void => {
    // Counted before the partition's time went on, so judged by the time before.
    const before = watermark();
    for (const partial of partials) evaluator.merge(partial, before);
    if (own !== null) progress.set(partition, { watermark: own, newest: newest ?? own, heardAt: options.now() });
  };
  const stateMessages = (): OutgoingMessage[] => {
    const changes = evaluator.takeChanges();
    for (const { key, value } of changes) {
      if (value === null) committed.delete(key);
      else committed.set(key, value);
    }
    const known = [...progress].filter(([, each]) => Number.isFinite(each.watermark));
    const bookmark: Bookmark = { epoch, offset: unread };
    changes.push({ key: PROGRESS_KEY, value: JSON.stringify(known) });
    changes.push({ key: BOOKMARK_KEY, value: JSON.stringify(bookmark) });
    return changes.map(({ key, value }) => ({ topic: TOPIC.partialsState, partition: 0, key, value }));
  };

  useRules(options.rules.current());
  return {
    take(messages) {
      const fresh = messages.filter(({ offset }) => offset >= unread);
      for (const message of fresh) take(readPartials(message));
      unread = (fresh.at(-1)?.offset ?? unread - 1) + 1;
      if (fresh.length === 0 || progress.size === 0) return [];
      evaluator.judge(watermark(), Math.max(...[...progress.values()].map((each) => each.newest)));
      const events = evaluator.takeEvents();
      for (const { rule, type } of events) options.metrics.alerts.add(1, { rule, type });
      return [...events.map(alertMessage), ...stateMessages()];
    },
    changeRules: useRules,
  };
}

/** Partitions of `logs` with a backlog: their windows must not be closed by partitions that are further. */
async function partitionsBehind(bus: LogBus): Promise<number[]> {
  const lags = await bus.lag({ topics: [TOPIC.logs], groups: [GROUP.processor] });
  return lags.flatMap(({ partition, beginOffset, endOffset, groups: [processor] }) =>
    endOffset > (processor?.committedOffset ?? beginOffset) ? [partition] : [],
  );
}

/** Reads partial counts exactly once and raises the alerts of rules that span partitions. */
export function createWindowStage(options: WindowStageOptions): Role {
  let summing: Summing | null = null;
  options.rules.onChange((rules) => summing?.changeRules(rules));

  return createRole(() =>
    options.bus.subscribe({
      group: GROUP.windows,
      topics: [TOPIC.partials],
      stateTopic: TOPIC.partialsState,
      async onAssigned(assignment) {
        summing = createSumming(options, assignment, await partitionsBehind(options.bus));
      },
      onRevoked: () => {
        summing = null;
      },
      async onBatch(batch) {
        if (!summing) return;
        await batch.commit({ publish: summing.take(batch.messages) });
      },
      onError: tellFailure(options.logger, 'partial counts could not be summed, they will be tried again'),
    }),
  );
}
