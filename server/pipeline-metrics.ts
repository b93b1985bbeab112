import type { LogBus, PartitionLag } from '../core/log-bus.ts';
import type { Labels, Metrics } from '../core/metrics.ts';
import { readLedger } from './ledger.ts';

/** A bus that takes longer to answer is not waited for, ms. */
const READ_TIMEOUT_MS = 2_000;
const MS_PER_S = 1_000;

const STATES = ['accepted', 'stored', 'dead_lettered', 'in_flight', 'unaccounted'] as const;

interface Waiting {
  labels: Labels;
  messages: number;
  oldestMs: number;
}

/** What waits for each group on each topic, over all partitions. */
function sumByGroup(lags: readonly PartitionLag[]): Waiting[] {
  const sums = new Map<string, Waiting>();
  for (const { topic, groups } of lags) {
    for (const { group, lag, oldestAgeMs } of groups) {
      const key = `${group} ${topic}`;
      const sum = sums.get(key) ?? { labels: { group, topic }, messages: 0, oldestMs: 0 };
      sum.messages += lag;
      sum.oldestMs = Math.max(sum.oldestMs, oldestAgeMs ?? 0);
      sums.set(key, sum);
    }
  }
  return [...sums.values()];
}

function createGauges(metrics: Metrics) {
  const labels = ['group', 'topic'];
  return {
    lag: metrics.gauge({ name: 'logsieve_consumer_lag_messages', help: 'Messages that wait for a group.', labels }),
    oldest: metrics.gauge({
      name: 'logsieve_consumer_oldest_seconds',
      help: 'Age of the oldest message that waits for a group; 0 when none does.',
      labels,
    }),
    ledger: metrics.gauge({
      name: 'logsieve_ledger_logs',
      help: 'Where the accepted logs are; unaccounted is what does not add up.',
      labels: ['state'],
    }),
  };
}

/**
 * Figures of the whole pipeline, whichever processes its parts run in: read off the bus each time the function is called, which never
 * rejects. What cannot be read in time is NaN, since an old figure would pass for a new one.
 */
export function createPipelineMetrics(bus: LogBus, metrics: Metrics): () => Promise<void> {
  const gauges = createGauges(metrics);
  let shown: readonly Labels[] = [];
  const blank = (): void => {
    for (const labels of shown) for (const gauge of [gauges.lag, gauges.oldest]) gauge.set(Number.NaN, labels);
    for (const state of STATES) gauges.ledger.set(Number.NaN, { state });
  };
  const read = async (): Promise<void> => {
    const [lags, ledger] = await Promise.all([bus.lag(), readLedger(bus)]);
    const waiting = sumByGroup(lags);
    shown = waiting.map(({ labels }) => labels);
    for (const { labels, messages, oldestMs } of waiting) {
      gauges.lag.set(messages, labels);
      gauges.oldest.set(oldestMs / MS_PER_S, labels);
    }
    for (const state of STATES) gauges.ledger.set(ledger[state], { state });
  };
  let reading: Promise<void> | null = null;
  return async () => {
    reading ??= read()
      .catch(blank)
      .finally(() => {
        reading = null;
      });
    const late = Promise.withResolvers<void>();
    const timer = setTimeout(() => late.resolve(blank()), READ_TIMEOUT_MS);
    await Promise.race([reading, late.promise]);
    clearTimeout(timer);
  };
}
