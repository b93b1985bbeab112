import type { Alert, AlertEvent, AlertSeverity, AlertStatus, NotificationEntry } from './alert.ts';

/** What a person may do to an alert, or the alert-consumer note on it. */
export type AlertChange =
  | { action: 'acknowledge' | 'resolve'; by: string; text?: string }
  | { action: 'assign'; by: string; assignee: string | null }
  | { action: 'comment'; by: string; text: string }
  | { action: 'notified'; by: string; notification: NotificationEntry };

export interface AlertFilter {
  ids?: readonly string[];
  status?: readonly AlertStatus[];
  severity?: readonly AlertSeverity[];
  service?: string;
  rule?: string;
  /** Epoch ms, of `started_at`. */
  from?: number;
  to?: number;
  /** Default 100. */
  limit?: number;
  /** Begin behind this alert, in the order newest first. */
  after?: { started_at: string; id: string };
}

/** What is known of every alert, and of what was sent about it. */
export interface AlertStore {
  /** Opens or resolves the alert that the event speaks of; the same event again changes nothing. Resolves with the alert as it is now. */
  record(event: AlertEvent): Promise<Alert>;
  /** Newest `started_at` first, ties by id. */
  list(filter: AlertFilter): Promise<{ alerts: Alert[]; next: { started_at: string; id: string } | null }>;
  /**
   * Durable before it resolves with the alert as it is now.
   * @throws PipelineError `not_found`; `conflict` when a resolved alert is to be acknowledged or resolved.
   */
  change(id: string, change: AlertChange, at: number): Promise<Alert>;
  close(): Promise<void>;
}

/** Stores that take over what another one knew. */
export interface AlertImport {
  /** Keeps the alert with its whole history, durably, unless one of its id is there. Resolves with whether it was taken. */
  take(alert: Alert): Promise<boolean>;
}
