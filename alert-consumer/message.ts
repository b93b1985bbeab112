import { ALERT_SEVERITIES, type AlertEvent, type AlertSample, type AlertSeverity } from '../core/alert.ts';
import type { Notification } from '../core/channel.ts';
import { parseTime } from '../core/time.ts';
import { cleanLine } from './clean-text.ts';
import { formatSpan, formatValue } from './format-value.ts';

/** The rule of messages that the consumer sends about its own channels; the dashboard has no page for them. */
export const CHANNEL_REFUSED_RULE = 'channel-refused';

/** So many alerts are told in full; more get a line each. */
export const DETAILED_ALERTS = 3;
const LISTED_ALERTS = 20;

/** A link that is longer says no more than the alert's own page, and would burst a block of text. */
const MAX_URL_UNITS = 1_500;

const MAX_UNITS = { rule: 80, description: 500, groupName: 60, groupValue: 120, condition: 200, sample: 300 };

/** One alert in words, harmless but not yet escaped for any channel. */
export interface AlertText {
  /** Enough of the id to recognise a repetition by. */
  shortId: string;
  /** `over`: it fired and was resolved before the first message could leave. */
  state: 'firing' | 'resolved' | 'over';
  severity: AlertSeverity;
  rule: string;
  description: string;
  /** Service and group: where it happens. */
  where: readonly { name: string; value: string }[];
  since: string;
  /** Null while it fires. */
  lasted: string | null;
  /** Null where nothing was measured. */
  measured: { value: string; threshold: string; condition: string } | null;
  samples: readonly string[];
  alertUrl: string;
  /** Null when there is nothing to search for. */
  explorerUrl: string | null;
}

/** A notification in words; channels only lay it out. */
export interface MessageText {
  headline: string;
  /** The highest among what fires, or among all when nothing does. */
  severity: AlertSeverity;
  state: 'firing' | 'resolved';
  /** Most severe first; at most 20. */
  alerts: readonly AlertText[];
  /** How many more it speaks of than `alerts` lists. */
  more: number;
  mayBeRepeated: boolean;
  alertsUrl: string;
}

/** Words a notification: a firing and a resolved event of one alert become one entry. */
export function buildMessage(notification: Notification): MessageText {
  const told = pairEvents(notification.alerts);
  const firing = told.filter((pair) => pair.state === 'firing');
  const listed = told.slice(0, LISTED_ALERTS);
  return {
    headline: wordHeadline(told),
    severity: (firing[0] ?? told[0])?.event.severity ?? 'low',
    state: firing.length > 0 ? 'firing' : 'resolved',
    alerts: listed.map((pair) => wordAlert(pair, notification.publicUrl)),
    more: told.length - listed.length,
    mayBeRepeated: notification.mayBeRepeated,
    alertsUrl: `${notification.publicUrl}/alerts`,
  };
}

/** What an alert measured against what it allows: `6.2 %, threshold 5 %`. */
export function wordMeasured(measured: NonNullable<AlertText['measured']>): string {
  return `${measured.value}, threshold ${measured.threshold}`;
}

/** One line for a list: rule, where, value, since or how long. */
export function wordLine(alert: AlertText): string {
  const where = alert.where.map(({ value }) => value).join(' ');
  const when = alert.lasted === null ? `since ${alert.since}` : `lasted ${alert.lasted}`;
  const parts = [alert.rule, where, alert.measured ? wordMeasured(alert.measured) : '', when];
  return parts.filter((part) => part !== '').join(' · ');
}

interface Told {
  event: AlertEvent;
  state: AlertText['state'];
}

function pairEvents(events: readonly AlertEvent[]): Told[] {
  const byId = new Map<string, Told>();
  for (const event of events) {
    const fired = byId.get(event.id)?.event.type === 'firing';
    byId.set(event.id, { event, state: event.type === 'firing' ? 'firing' : fired ? 'over' : 'resolved' });
  }
  return [...byId.values()].sort((a, b) => severityRank(b.event) - severityRank(a.event));
}

function severityRank(event: AlertEvent): number {
  return ALERT_SEVERITIES.indexOf(event.severity);
}

function wordHeadline(told: readonly Told[]): string {
  const [first] = told;
  if (!first) return 'No alerts';
  const firing = told.filter((pair) => pair.state === 'firing');
  const rule = cleanLine(first.event.rule, MAX_UNITS.rule);
  if (told.length === 1) {
    const service = first.event.service === null ? '' : ` on ${cleanLine(first.event.service, MAX_UNITS.groupValue)}`;
    return `${wordState(first)}: ${rule}${service}`;
  }
  const counts = ALERT_SEVERITIES.toReversed().flatMap((severity) => {
    const count = firing.filter((pair) => pair.event.severity === severity).length;
    return count > 0 ? [`${count} ${severity}`] : [];
  });
  const resolved = told.length - firing.length;
  if (resolved > 0) counts.push(`${resolved} resolved`);
  const sameRule = told.every((pair) => pair.event.rule === first.event.rule);
  return `${told.length} alerts${sameRule ? ` of ${rule}` : ''}: ${counts.join(', ')}`;
}

function wordState(told: Told): string {
  if (told.state === 'firing') return told.event.severity.toUpperCase();
  return told.state === 'over' ? 'Fired and resolved' : 'Resolved';
}

function wordAlert({ event, state }: Told, publicUrl: string): AlertText {
  const internal = event.rule === CHANNEL_REFUSED_RULE;
  return {
    shortId: event.id.slice(0, 8),
    state,
    severity: event.severity,
    rule: cleanLine(event.rule, MAX_UNITS.rule),
    description: cleanLine(event.description, MAX_UNITS.description),
    where: wordWhere(event),
    since: wordTime(event.started_at),
    lasted: event.ended_at === null ? null : formatSpan(parseTime(event.ended_at) - parseTime(event.started_at)),
    measured: internal
      ? null
      : {
          value: formatValue(event.value, event.unit),
          threshold: formatValue(event.threshold, event.unit),
          condition: cleanLine(event.condition, MAX_UNITS.condition),
        },
    samples: event.samples.slice(0, 3).map(wordSample),
    alertUrl: internal ? `${publicUrl}/alerts` : `${publicUrl}/alerts/${encodeURIComponent(event.id)}`,
    explorerUrl: internal ? null : linkExplorer(event, publicUrl),
  };
}

function wordWhere(event: AlertEvent): AlertText['where'] {
  const where = Object.entries(event.group).map(([name, value]) => ({
    name: cleanLine(name, MAX_UNITS.groupName),
    value: cleanLine(value, MAX_UNITS.groupValue) || '(empty)',
  }));
  if (event.service === null || 'service' in event.group) return where;
  return [{ name: 'service', value: cleanLine(event.service, MAX_UNITS.groupValue) }, ...where];
}

function wordSample(sample: AlertSample): string {
  const time = sample.timestamp.slice(11, 23);
  return cleanLine(`${time} ${sample.level.toUpperCase()} ${sample.service}: ${sample.message}`, MAX_UNITS.sample);
}

/** `2026-11-20 08:00:05 UTC`: one meaning for readers in any zone. */
function wordTime(rfc3339: string): string {
  return `${rfc3339.slice(0, 10)} ${rfc3339.slice(11, 19)} UTC`;
}

function linkExplorer(event: AlertEvent, publicUrl: string): string | null {
  const query = new URLSearchParams({
    q: event.query.toWellFormed(),
    from: event.window.from,
    to: event.ended_at ?? event.window.to,
  });
  const url = `${publicUrl}/explorer?${query}`;
  return url.length > MAX_URL_UNITS ? null : url;
}
