import { alertId } from '../../stream-processor/rules/alert-events.ts';
import type { ServiceWindow } from '../../stream-processor/windows/service-windows.ts';

/** One log of it, as a service sends it. */
export interface TimelineLog {
  timestamp: string;
  service: string;
  level: string;
  message: string;
  ip_address?: string;
  attributes: { marker: string; burst?: string; attack?: string };
}

/** A long stretch of event time in which some minutes must raise an alert: whatever of it is stored, the expected figures follow from that. */
export interface Timeline {
  /** Log number `index` of it. */
  log(index: number): TimelineLog;
  /** A log of now for every service, so that all former windows are over. */
  closing(): Record<string, unknown>[];
}

const MINUTE_MS = 60_000;
const STEP_MS = 50;
const PERIOD_MIN = 5;
/** Two for each of the three partitions that Kafka chooses by their names. */
const SERVICES = ['auth', 'billing', 'catalog', 'delivery', 'events', 'finance'];
const BURST_FROM = 20;
const ATTACK_FROM = 30;

export const TIMELINE_RULES = `
rules:
  - name: burst
    query: 'attributes.burst:yes'
    window: 1m
    group_by: [service]
    condition: { type: count, op: '>=', threshold: ${BURST_FROM} }
    severity: high
  - name: attack
    query: 'attributes.attack:yes'
    window: 1m
    group_by: [ip_address]
    condition: { type: count, op: '>=', threshold: ${ATTACK_FROM} }
    severity: critical
`;

/** Begins at a whole minute, epoch ms. Marker number `index` is `<markerPrefix><index>`. */
export function createTimeline(startMs: number, markerPrefix = 'm'): Timeline {
  const service = (index: number): string => SERVICES[index % SERVICES.length] ?? '';
  return {
    log(index) {
      const minute = Math.floor((index * STEP_MS) / MINUTE_MS);
      const period = Math.floor(minute / PERIOD_MIN);
      const isBurst = minute % PERIOD_MIN === 1 && service(index) === service(period);
      const isAttack = minute % PERIOD_MIN === 3 && index % 10 === 0;
      return {
        timestamp: new Date(startMs + index * STEP_MS).toISOString(),
        service: service(index),
        level: 'info',
        message: isAttack ? 'failed password for root' : `request ${index} served`,
        ...(isAttack && { ip_address: `203.0.113.${period % 250}` }),
        attributes: {
          marker: `${markerPrefix}${index}`,
          ...(isBurst && { burst: 'yes' }),
          ...(isAttack && { attack: 'yes' }),
        },
      };
    },
    closing: () =>
      SERVICES.map((name) => ({
        timestamp: new Date().toISOString(),
        service: name,
        message: 'the end',
        attributes: {},
      })),
  };
}

interface Counted {
  timestamp: string;
  service: string;
  ip_address?: string;
  attributes: { marker?: string; burst?: string; attack?: string };
}

function count(logs: readonly Counted[], keyOf: (log: Counted) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const log of logs) counts.set(keyOf(log), (counts.get(keyOf(log)) ?? 0) + 1);
  return counts;
}

const minuteOf = ({ timestamp }: Counted): number => Math.floor(Date.parse(timestamp) / MINUTE_MS) * MINUTE_MS;

/** Logs by service and minute: `auth 2026-11-20T08:00:00.000Z` → 200. */
export function countByMinute(logs: readonly Counted[]): Map<string, number> {
  return count(logs, (log) => `${log.service} ${new Date(minuteOf(log)).toISOString()}`);
}

/** The same of what the windows say. */
export function sumByMinute(windows: readonly ServiceWindow[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { service, from, count } of windows) {
    sums.set(`${service} ${from}`, (sums.get(`${service} ${from}`) ?? 0) + count);
  }
  return sums;
}

function crossings(rule: string, threshold: number, logs: readonly Counted[], groupOf: (log: Counted) => string) {
  const counts = count(logs, (log) => `${minuteOf(log)} ${groupOf(log)}`);
  return [...counts].flatMap(([key, amount]) => {
    const [minute = '', group = ''] = key.split(' ');
    return amount >= threshold ? [alertId(rule, [group], Number(minute))] : [];
  });
}

/** Ids of the alerts that {@link TIMELINE_RULES} must have raised for these logs. */
export function expectedAlerts(logs: readonly Counted[]): string[] {
  const bursts = logs.filter(({ attributes }) => attributes.burst === 'yes');
  const attacks = logs.filter(({ attributes }) => attributes.attack === 'yes');
  return [
    ...crossings('burst', BURST_FROM, bursts, ({ service }) => service),
    ...crossings('attack', ATTACK_FROM, attacks, (log) => log.ip_address ?? ''),
  ];
}
