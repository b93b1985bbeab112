import { PipelineError } from '../core/errors.ts';
import type { Assignment, Batch, IncomingMessage } from '../core/log-bus.ts';
import type { Logger } from '../core/logger.ts';
import { BREAKER_KEY, type BreakerSettings, createBreaker } from './breaker.ts';
import type { Work } from './log-taker.ts';
import {
  createPartitionProcessor,
  type PartitionOptions,
  type PartitionProcessor,
  type Processed,
} from './partition-processor.ts';
import type { CompiledRule } from './rules/compiled-rule.ts';
import type { TimeLimit } from './time-limit.ts';

export interface OwnedPartitionOptions
  extends Omit<PartitionOptions, 'epoch' | 'partition' | 'state' | 'rules' | 'endless'> {
  partition: number;
  currentRules(): readonly CompiledRule[];
  breaker: BreakerSettings;
  limit: TimeLimit;
  /** Called when something was cut off. */
  onCutOff(): void;
  logger: Logger;
}

/** A partition of `logs` while it is ours: its batches are taken as far as their failures and their time allow. */
export interface OwnedPartition {
  /** It begins, or begins anew, from the state as committed. What is known of logs that fail or do not end stays. */
  begin(assignment: Assignment): void;
  /** Commits what it took of the batch, or nothing while the partition is stopped: then the batch comes again, after a pause. */
  take(batch: Batch): Promise<void>;
  changeRules(rules: readonly CompiledRule[]): void;
  /** It is somebody else's. What is known of logs that do not end stays, in case that it comes back. */
  end(): void;
  /** Why it is stopped; null while it is not. */
  stopReason(): string | null;
}

/** What was cut off: it is tried once more, alone. */
interface Suspect extends Work {
  isEndless: boolean;
}

/** Those before the suspect, or the suspect alone. */
function keepApart(messages: readonly IncomingMessage[], suspect: Suspect | null): readonly IncomingMessage[] {
  const place = messages.findIndex(({ offset }) => offset === suspect?.offset);
  return place < 0 ? messages : messages.slice(0, Math.max(place, 1));
}

export function createOwnedPartition(options: OwnedPartitionOptions): OwnedPartition {
  const { partition, limit, logger, now } = options;
  const breaker = createBreaker({ partition, settings: options.breaker, logger, now });
  let processor: PartitionProcessor | null = null;
  let suspect: Suspect | null = null;

  const beCutOff = (at: Work | null): never => {
    options.onCutOff();
    if (at !== null) suspect = { ...at, isEndless: at.offset === suspect?.offset };
    const what = at === null ? 'what follows from logs' : `the log of offset ${at.offset} (${at.stage})`;
    throw new PipelineError('internal', `In partition ${partition}, ${what} took too long and was cut off.`);
  };
  /** @throws PipelineError when it was cut off: the partition is to begin anew then. */
  const process = (current: PartitionProcessor, offered: readonly IncomingMessage[]): Processed => {
    const work = (): Processed => current.process(offered, breaker.bears);
    return offered.length === 0 ? work() : limit(work, () => beCutOff(current.workAtHand()));
  };
  return {
    begin({ epoch, state }) {
      const endless = suspect?.isEndless ? suspect : undefined;
      breaker.restore(state.get(BREAKER_KEY));
      processor = createPartitionProcessor({ ...options, epoch, state, rules: options.currentRules(), endless });
    },
    async take(batch) {
      if (processor === null) return;
      const messages = processor.unseen(batch.messages);
      if (messages.length === 0 && batch.messages.length > 0) return batch.commit();
      const offered = keepApart(messages.slice(0, breaker.allowance()), suspect);
      if (offered.length === 0 && messages.length > 0) return;
      const { publish, ...outcome } = process(processor, offered);
      if (publish.length === 0 && messages.length === 0) return;
      const verdict = breaker.judge(outcome);
      const next = messages[outcome.taken];
      await batch.commit({ publish: [...publish, ...verdict.publish], ...(next && { offset: next.offset }) });
      verdict.settle();
      if (offered.some(({ offset }) => offset === suspect?.offset)) suspect = null;
    },
    end() {
      processor = null;
    },
    changeRules: (rules) => processor?.changeRules(rules),
    stopReason: breaker.reason,
  };
}
