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
import { createJointWatermark, type PartitionOutlook } from './windows/joint-watermark.ts';

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

/** Who has logs waiting, and where the topic ends on which partitions speak, seen no earlier. */
interface Outlook {
  partitions: readonly PartitionOutlook[];
  saidUntil: number;
}

/** The second stage: sums what partitions counted for rules that group across services, and judges the sums. */
interface Summing {
  /** Whether it has to be told who has logs waiting before it takes more. */
  wantsLook(): boolean;
  look(outlook: Outlook): void;
  /** Those that were summed already are left out. */
  take(messages: readonly IncomingMessage[]): OutgoingMessage[];
  changeRules(rules: readonly CompiledRule[]): void;
}

function createSumming(options: WindowStageOptions, { state, epoch }: Assignment, outlook: Outlook): Summing {
  const committed = new Map([...state].map(([key, value]) => [key, value.toString()]));
  const stored = committed.get(PROGRESS_KEY);
  const mark = committed.get(BOOKMARK_KEY);
  for (const key of [PROGRESS_KEY, BOOKMARK_KEY]) committed.delete(key);
  let unread = mark === undefined ? 0 : firstUnread(JSON.parse(mark) as Bookmark, epoch);
  const time = createJointWatermark(options.now, stored);
  const look = ({ partitions, saidUntil }: Outlook): void => time.look(partitions, saidUntil);
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
  const take = ({ partition, watermark, newest, partials }: Partials): void => {
    // Counted before the partition's time went on, so judged by the time before.
    const before = time.current();
    for (const partial of partials) evaluator.merge(partial, before);
    if (watermark !== null) time.heard(partition, { watermark, newest: newest ?? watermark });
  };
  const stateMessages = (): OutgoingMessage[] => {
    const changes = evaluator.takeChanges();
    for (const { key, value } of changes) {
      if (value === null) committed.delete(key);
      else committed.set(key, value);
    }
    const bookmark: Bookmark = { epoch, offset: unread };
    changes.push({ key: PROGRESS_KEY, value: time.store() });
    changes.push({ key: BOOKMARK_KEY, value: JSON.stringify(bookmark) });
    return changes.map(({ key, value }) => ({ topic: TOPIC.partialsState, partition: 0, key, value }));
  };

  time.readTo(unread);
  look(outlook);
  useRules(options.rules.current());
  return {
    wantsLook: time.wantsLook,
    look,
    take(messages) {
      const fresh = messages.filter(({ offset }) => offset >= unread);
      for (const message of fresh) take(readPartials(message));
      unread = (fresh.at(-1)?.offset ?? unread - 1) + 1;
      time.readTo(unread);
      if (fresh.length === 0) return [];
      evaluator.judge(time.current(), time.newest());
      const events = evaluator.takeEvents();
      for (const { rule, type } of events) options.metrics.alerts.add(1, { rule, type });
      return [...events.map(alertMessage), ...stateMessages()];
    },
    changeRules: useRules,
  };
}

/** Partitions with a backlog are waited for: their windows must not be closed by those that are further. */
async function lookAhead(bus: LogBus): Promise<Outlook> {
  const lags = await bus.lag({ topics: [TOPIC.logs, TOPIC.partials], groups: [GROUP.processor] });
  const [partials = [], logs = []] = [TOPIC.partials, TOPIC.logs].map((of) => lags.filter(({ topic }) => topic === of));
  return {
    partitions: logs.map(({ partition, beginOffset, endOffset, groups: [processor] }) => ({
      partition,
      hasWaiting: (processor?.lag ?? endOffset - beginOffset) > 0,
    })),
    saidUntil: partials[0]?.endOffset ?? 0,
  };
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
        summing = createSumming(options, assignment, await lookAhead(options.bus));
      },
      onRevoked: () => {
        summing = null;
      },
      async onBatch(batch) {
        if (summing?.wantsLook()) summing.look(await lookAhead(options.bus));
        if (!summing) return;
        await batch.commit({ publish: summing.take(batch.messages) });
      },
      onError: tellFailure(options.logger, 'partial counts could not be summed, they will be tried again'),
    }),
  );
}
