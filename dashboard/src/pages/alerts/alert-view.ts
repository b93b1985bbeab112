import {
  ALERT_SEVERITIES,
  type Alert,
  type AlertStatus,
  type NotificationEntry,
  TEST_CONDITION,
  type TimelineEntry,
} from '../../../../core/alert.ts';
import { formatAge } from '../../lib/format-time.ts';
import { strings } from '../../strings/catalogue.ts';

const OUTCOMES = strings.alerts.outcome;

/** Whether it only tries the channels: nothing was measured. */
export function isTest({ condition }: Pick<Alert, 'condition'>): boolean {
  return condition === TEST_CONDITION;
}

/** Places on a bar, in percent: how far the value reaches, and where the threshold stands. */
export function barOf(value: number, threshold: number): { value: number; threshold: number } {
  const most = Math.max(value, threshold, 0) * 1.15;
  const place = (size: number): number => (most === 0 ? 0 : Math.max(0, Math.round((size / most) * 100)));
  return { value: place(value), threshold: place(threshold) };
}

/** So much time around an alert is shown with it. */
export const AROUND_MS = 15 * 60_000;

/** The alert's own time, and some time around it. */
export function timesOf(
  { started_at, ended_at }: Alert,
  now: number,
): { alert: [number, number]; shown: [number, number] } {
  const from = Date.parse(started_at);
  const to = Math.max(from, ended_at === null ? now : Date.parse(ended_at));
  return { alert: [from, to], shown: [from - AROUND_MS, Math.min(Math.max(now, to), to + AROUND_MS)] };
}

/** How long ago something was. What was done since the clock of the page last moved is not in the future. */
export function formatPast(time: string | number, now: number): string {
  return formatAge(time, Math.max(now, new Date(time).getTime()));
}

/** How long an alert lasted, ms; null while it goes on. */
export function lengthOf({ started_at, ended_at }: Pick<Alert, 'started_at' | 'ended_at'>): number | null {
  return ended_at === null ? null : Math.max(0, Date.parse(ended_at) - Date.parse(started_at));
}

/** Open alerts as one turns to them: the most severe first, of these the newest. Others stay as they came, the newest first. */
export function sortAlerts(alerts: readonly Alert[], status: AlertStatus): Alert[] {
  const rank = ({ severity }: Alert): number => ALERT_SEVERITIES.indexOf(severity);
  return status === 'open' ? alerts.toSorted((one, other) => rank(other) - rank(one)) : [...alerts];
}

export interface ChannelState {
  channel: string;
  status: NotificationEntry['status'];
  detail: string;
}

/** How the newest attempt on each channel ended. */
export function channelsOf(notifications: readonly NotificationEntry[]): ChannelState[] {
  const newest = new Map<string, ChannelState>();
  for (const { channel, status, detail = '' } of notifications) newest.set(channel, { channel, status, detail });
  return [...newest.values()];
}

/** What an entry of the timeline adds; how telling somebody ended in the same words as everywhere. */
export function wordEntry({ action, text }: Pick<TimelineEntry, 'action' | 'text'>): string | undefined {
  if (action !== 'notified') return text;
  return text?.replace(
    /\b(delivered|refused|retrying|unknown)$/,
    (status) => OUTCOMES[status as keyof typeof OUTCOMES],
  );
}

/** The values that a field has among these alerts, and the one that is chosen, by name. */
export function valuesOf(alerts: readonly Alert[], field: 'service' | 'rule', chosen: string | undefined): string[] {
  const values = [...alerts.map((alert) => alert[field]), chosen ?? null];
  return [...new Set(values.filter((value) => value !== null))].sort();
}
