import type { AlertEvent } from '../core/alert.ts';
import type { DeadLetterOrigin } from '../core/dead-letter.ts';
import type { OutgoingMessage } from '../core/log-bus.ts';
import type { Logger } from '../core/logger.ts';
import { formatTime } from '../core/time.ts';
import { TOPIC } from '../core/topics.ts';
import { alertMessage } from './alert-message.ts';
import { alertId, resolvedEvent } from './rules/alert-events.ts';

/** How many logs of one partition may fail within a minute. */
export interface BreakerSettings {
  /** Percent of those taken. */
  maxPercent: number;
  /** So many failures at least make a percentage mean something. */
  minFailures: number;
  /** Whatever the percentage. */
  maxPerMinute: number;
  /** From the stop to the first trial, and from one trial to the next. */
  pauseMs: number;
}

export const BREAKER_DEFAULTS: Readonly<BreakerSettings> = {
  maxPercent: 1,
  minFailures: 20,
  maxPerMinute: 1_000,
  pauseMs: 30_000,
};

/** What came of some logs. */
export interface Outcome {
  taken: number;
  /** Those that failed here through no fault of their sender, by stage. */
  failed: ReadonlyMap<DeadLetterOrigin['stage'], number>;
}

/** What follows from an outcome. */
export interface Verdict {
  /** To be committed with what the logs became. */
  publish: readonly OutgoingMessage[];
  /** To be called once that is committed. */
  settle(): void;
}

/**
 * Stops a partition when too many of its logs fail here, so that a bad release does not turn the topic into dead letters. While it is open
 * a few logs are tried after each pause; the first trial that goes well closes it. That it is open is kept with the state of the partition.
 */
export interface Breaker {
  /** As last committed; undefined when nothing was. To be called whenever the partition begins anew. */
  restore(state: Buffer | undefined): void;
  /** How many logs may be taken now: any number, a few as a trial, or none. */
  allowance(): number;
  /** Whether more may be taken behind these in the same batch. */
  bears(outcome: Outcome): boolean;
  judge(outcome: Outcome): Verdict;
  /** Why nothing is taken; null while it is closed. Holds nothing of the logs. */
  reason(): string | null;
}

export interface BreakerOptions {
  partition: number;
  settings: BreakerSettings;
  logger: Logger;
  now(): number;
}

/** The key of `logs.state` that says that the partition is stopped. */
export const BREAKER_KEY = 'breaker';
/** The rule of its alerts; nobody has written it down, and nobody can change it. */
export const STOPPED_RULE = 'processor-stopped';

/** Enough to see whether it goes well again, few enough to be dead letters. */
const TRIAL_LOGS = 100;
const MINUTE_MS = 60_000;
const NOTHING: Verdict = { publish: [], settle() {} };

interface Open {
  firing: AlertEvent;
  /** When the next trial may be made. */
  trialAt: number;
}

interface Counted {
  at: number;
  taken: number;
  failed: number;
}

function failuresOf({ failed }: Outcome): number {
  let sum = 0;
  for (const count of failed.values()) sum += count;
  return sum;
}

export function createBreaker({ partition, settings, logger, now }: BreakerOptions): Breaker {
  const { maxPercent, minFailures, maxPerMinute, pauseMs } = settings;
  let open: Open | null = null;
  let window: Counted[] = [];

  const isShareTooLarge = (taken: number, failed: number): boolean => failed * 100 > taken * maxPercent;
  const withinMinute = (outcome: Outcome): Counted => {
    const at = now();
    const begun = window.findIndex((each) => each.at > at - MINUTE_MS);
    window = begun < 0 ? [] : window.slice(begun);
    const own = { at, taken: outcome.taken, failed: failuresOf(outcome) };
    return window.reduce(
      (sum, { taken, failed }) => ({ at, taken: sum.taken + taken, failed: sum.failed + failed }),
      own,
    );
  };
  const isTooMuch = ({ taken, failed }: Counted): boolean =>
    failed > maxPerMinute || (failed >= minFailures && isShareTooLarge(taken, failed));
  const count = (outcome: Outcome): void => {
    window.push({ at: now(), taken: outcome.taken, failed: failuresOf(outcome) });
  };

  const stop = (minute: Counted, outcome: Outcome): Verdict => {
    const firing = stoppedEvent(partition, settings, minute, outcome);
    return {
      publish: [alertMessage(firing), stateMessage(partition, { firing })],
      settle() {
        open = { firing, trialAt: now() + pauseMs };
        logger.error('too many logs fail: the partition is stopped', { partition, reason: firing.description });
      },
    };
  };
  const goOn = ({ firing }: Open, failed: number, taken: number): Verdict => ({
    publish: [
      alertMessage(resolvedEvent(firing, now(), firing.unit === 'ratio' ? failed / taken : failed)),
      stateMessage(partition, null),
    ],
    settle() {
      open = null;
      window = [];
      logger.info('logs go well again: the partition goes on', { partition });
    },
  });
  const wait = (stopped: Open, failed: number, taken: number): Verdict => ({
    publish: [],
    settle() {
      stopped.trialAt = now() + pauseMs;
      logger.warn('logs still fail: the partition stays stopped', { partition, failed, taken });
    },
  });

  return {
    restore(state) {
      if (state === undefined) open = null;
      else open ??= { ...(JSON.parse(state.toString()) as Pick<Open, 'firing'>), trialAt: now() };
    },
    allowance() {
      if (open === null) return Number.POSITIVE_INFINITY;
      return now() < open.trialAt ? 0 : TRIAL_LOGS;
    },
    bears: (outcome) => open !== null || failuresOf(outcome) === 0 || !isTooMuch(withinMinute(outcome)),
    judge(outcome) {
      const failed = failuresOf(outcome);
      if (outcome.taken === 0) return NOTHING;
      if (open !== null) {
        const isBad = failed === outcome.taken || isShareTooLarge(outcome.taken, failed);
        return (isBad ? wait : goOn)(open, failed, outcome.taken);
      }
      const minute = withinMinute(outcome);
      if (failed > 0 && isTooMuch(minute)) return stop(minute, outcome);
      return { publish: [], settle: () => count(outcome) };
    },
    reason: () => open?.firing.description ?? null,
  };
}

function stateMessage(partition: number, state: Pick<Open, 'firing'> | null): OutgoingMessage {
  return { topic: TOPIC.state, partition, key: BREAKER_KEY, value: state && JSON.stringify(state) };
}

function stoppedEvent(
  partition: number,
  { maxPercent, maxPerMinute }: BreakerSettings,
  { at, taken, failed }: Counted,
  outcome: Outcome,
): AlertEvent {
  const isByNumber = failed > maxPerMinute;
  const stages = [...outcome.failed].map(([stage, count]) => `${stage}: ${count}`).join(', ');
  const group = { partition: String(partition) };
  return {
    id: alertId(STOPPED_RULE, Object.values(group), at),
    type: 'firing',
    rule: STOPPED_RULE,
    description: `Partition ${partition} of logs is stopped: ${failed} of the ${taken} logs of the last minute could not be processed (${stages}). They are dead letters; those behind them wait, and a few are tried from time to time.`,
    severity: 'critical',
    group,
    service: null,
    category: null,
    query: '',
    condition: isByNumber ? `failed > ${maxPerMinute} in 1m` : `failed / taken > ${maxPercent} % in 1m`,
    value: isByNumber ? failed : failed / taken,
    threshold: isByNumber ? maxPerMinute : maxPercent / 100,
    unit: isByNumber ? 'logs' : 'ratio',
    started_at: formatTime(at),
    ended_at: null,
    window: { from: formatTime(at - MINUTE_MS), to: formatTime(at) },
    samples: [],
  };
}
