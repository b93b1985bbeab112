import type { Counter, Gauge, Metrics } from '../core/metrics.ts';

/** What the processor counts. */
export interface ProcessorMetrics {
  taken: Counter;
  deadLettered: Counter;
  stopped: Gauge;
  late: Counter;
  skewed: Counter;
  groupsDropped: Counter;
  masked: Counter;
  alerts: Counter;
}

export function createProcessorMetrics(metrics: Metrics): ProcessorMetrics {
  return {
    taken: metrics.counter({ name: 'logsieve_processor_logs_total', help: 'Logs taken from the topic logs.' }),
    deadLettered: metrics.counter({
      name: 'logsieve_processor_dead_letters_total',
      help: 'Logs that could not be processed, by stage.',
      labels: ['stage'],
    }),
    stopped: metrics.gauge({
      name: 'logsieve_processor_stopped_partitions',
      help: 'Partitions of logs that are not processed because too many of their logs fail.',
    }),
    late: metrics.counter({
      name: 'logsieve_processor_late_total',
      help: 'Logs that came after the grace of their window, by rule; without a rule: per-service windows.',
      labels: ['rule'],
    }),
    skewed: metrics.counter({
      name: 'logsieve_processor_clock_skew_total',
      help: 'Logs whose time is more than an hour off their receipt.',
    }),
    groupsDropped: metrics.counter({
      name: 'logsieve_processor_rule_groups_dropped_total',
      help: 'Logs not counted because a rule had too many groups in one window.',
      labels: ['rule'],
    }),
    masked: metrics.counter({
      name: 'logsieve_processor_masked_total',
      help: 'Secrets and personal data masked, by kind.',
      labels: ['kind'],
    }),
    alerts: metrics.counter({
      name: 'logsieve_processor_alerts_total',
      help: 'Changes of alerts, by rule and type.',
      labels: ['rule', 'type'],
    }),
  };
}
