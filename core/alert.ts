import type { Category } from './record.ts';

export const ALERT_SEVERITIES = ['low', 'medium', 'high', 'critical'] as const;
export type AlertSeverity = (typeof ALERT_SEVERITIES)[number];

export const ALERT_STATUSES = ['open', 'acknowledged', 'resolved'] as const;
export type AlertStatus = (typeof ALERT_STATUSES)[number];

/** A log line shown as evidence. */
export interface AlertSample {
  id: string;
  timestamp: string;
  level: string;
  service: string;
  message: string;
}

/** One change of an alert's state, as it stands on the `alerts` topic. */
export interface AlertEvent {
  /** Of the alert: the same in `firing` and `resolved`. First 16 hex digits of sha256(rule | group | start of the window that crossed). */
  id: string;
  type: 'firing' | 'resolved';
  rule: string;
  /** What the rule says of itself, for people. */
  description: string;
  severity: AlertSeverity;
  /** Values of the rule's `group_by` fields. */
  group: Readonly<Record<string, string>>;
  service: string | null;
  category: Category | null;
  /** The rule's query, narrowed to the group: what a link into the dashboard searches for. */
  query: string;
  condition: string;
  value: number;
  threshold: number;
  unit: 'logs' | 'logs/s' | 'ratio' | 'values' | 'ms';
  /** Of what crossed, not of its window: never later than the event itself. */
  started_at: string;
  /** Only when resolved. */
  ended_at: string | null;
  window: { from: string; to: string };
  /** Up to three. */
  samples: readonly AlertSample[];
}

/** The condition of an alert that only tries the channels; no rule is worded like this. */
export const TEST_CONDITION = 'test of the notification';

/** What a person or the pipeline did to an alert, oldest first. */
export interface TimelineEntry {
  at: string;
  action: 'opened' | 'acknowledged' | 'resolved' | 'assigned' | 'commented' | 'notified';
  by: string;
  text?: string;
}

/** One attempt to tell somebody. */
export interface NotificationEntry {
  channel: string;
  type: 'firing' | 'resolved';
  at: string;
  /** `retrying`: it did not arrive, and is tried again; `unknown`: it may have arrived, and is tried again. */
  status: 'delivered' | 'refused' | 'retrying' | 'unknown';
  detail?: string;
}

/** An alert as the API serves it. */
export interface Alert {
  id: string;
  rule: string;
  description: string;
  severity: AlertSeverity;
  status: AlertStatus;
  group: Readonly<Record<string, string>>;
  service: string | null;
  category: Category | null;
  query: string;
  condition: string;
  value: number;
  threshold: number;
  unit: AlertEvent['unit'];
  started_at: string;
  ended_at: string | null;
  assignee: string | null;
  sample_log_ids: readonly string[];
  samples: readonly AlertSample[];
  notifications: readonly NotificationEntry[];
  timeline: readonly TimelineEntry[];
}
