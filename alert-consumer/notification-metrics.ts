import type { Counter, Gauge, Histogram, Metrics } from '../core/metrics.ts';

/** What the consumer counts. */
export interface NotificationMetrics {
  received: Counter;
  rejected: Counter;
  /** Attempts to send a message, by what became of each. */
  notifications: Counter;
  /** Alert events that a channel has still to tell. */
  waiting: Gauge;
  sendSeconds: Histogram;
}

export function createNotificationMetrics(metrics: Metrics): NotificationMetrics {
  return {
    received: metrics.counter({
      name: 'logsieve_alerts_received_total',
      help: 'Alert events read from the alerts topic.',
      labels: ['type', 'severity'],
    }),
    rejected: metrics.counter({
      name: 'logsieve_alerts_rejected_total',
      help: 'Messages of the alerts topic that were no alert event.',
    }),
    notifications: metrics.counter({
      name: 'logsieve_notifications_total',
      help: 'Attempts to send a message, by outcome.',
      labels: ['channel', 'outcome'],
    }),
    waiting: metrics.gauge({
      name: 'logsieve_notifications_waiting',
      help: 'Alert events that a channel has still to tell.',
      labels: ['channel'],
    }),
    sendSeconds: metrics.histogram({
      name: 'logsieve_notification_send_seconds',
      help: 'How long a channel took to answer.',
      labels: ['channel'],
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    }),
  };
}
