import { isMainThread, threadName } from 'node:worker_threads';
import type client from 'prom-client';
import { AggregatorRegistry, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Labels, MetricOptions, Metrics } from '../core/metrics.ts';
import { collectProcessMetrics, collectThreadMetrics } from './process-metrics.ts';

/** Figures of one thread as plain data that can be posted to another. */
export type MetricsSnapshot = readonly client.MetricObjectWithValues<client.MetricValue<string>>[];

export interface HouseMetrics extends Metrics {
  json(): Promise<MetricsSnapshot>;
  /**
   * Prometheus' text format of these figures and of other threads' snapshots together; same name and labels are added up.
   * What is no snapshot (a thread that did not answer) counts nothing.
   */
  text(others?: readonly unknown[]): Promise<string>;
}

/** `text()` is in this format. */
export const METRICS_CONTENT_TYPE: string = Registry.PROMETHEUS_CONTENT_TYPE;

export interface MetricsSettings {
  /** Names the thread in its figures, which then tell nothing of the process. Default: this thread's real name. */
  thread?: string;
}

function describe({ name, help, labels }: MetricOptions, registry: Registry) {
  return { name, help, labelNames: [...(labels ?? [])], registers: [registry] };
}

const NO_LABELS: Labels = {};

/** Keeps figures in this thread, with those of the thread (and, in the main one, of the process) itself. */
export function createMetrics(settings: MetricsSettings = {}): HouseMetrics {
  const registry = new Registry();
  const isWhole = isMainThread && settings.thread === undefined;
  collectThreadMetrics(registry, settings.thread ?? (isMainThread ? 'main' : (threadName ?? 'worker')));
  if (isWhole) collectProcessMetrics(registry);
  /** The metric that has the name already, or a new one. */
  const once = <T>(name: string, create: () => T): T => (registry.getSingleMetric(name) as T | undefined) ?? create();

  return {
    counter(options) {
      const counter = once(options.name, () => new Counter(describe(options, registry)));
      return { add: (amount = 1, labels = NO_LABELS) => counter.inc(labels, amount) };
    },
    gauge(options) {
      const gauge = once(options.name, () => new Gauge(describe(options, registry)));
      return { set: (value, labels = NO_LABELS) => gauge.set(labels, value) };
    },
    histogram(options) {
      const buckets = options.buckets ? { buckets: [...options.buckets] } : {};
      const histogram = once(options.name, () => new Histogram({ ...describe(options, registry), ...buckets }));
      return { observe: (value, labels = NO_LABELS) => histogram.observe(labels, value) };
    },
    json: () => registry.getMetricsAsJSON(),
    async text(others = []) {
      const snapshots = others.filter((each): each is MetricsSnapshot => Array.isArray(each));
      return AggregatorRegistry.aggregate([await registry.getMetricsAsJSON(), ...snapshots]).metrics();
    },
  };
}
