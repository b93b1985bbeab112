import type { AlertEvent } from '../../core/alert.ts';
import type { Channel, ChannelLimits, Notification } from '../../core/channel.ts';
import { judgeAnswer } from './judge.ts';
import { post } from './post.ts';

export interface WebhookOptions {
  url: string;
  /** Default 10 s. */
  timeoutMs?: number;
}

type Words = Record<string, string>;

/** Posts JSON in the form of Prometheus Alertmanager's webhook, version 4, so that its many receivers can be used. */
export function createWebhookChannel({ url, timeoutMs = 10_000 }: WebhookOptions): Channel & ChannelLimits {
  const target = new URL(url);
  const headers: Words = { 'content-type': 'application/json', 'user-agent': 'logsieve' };
  if (target.username !== '') {
    const credentials = `${decodeURIComponent(target.username)}:${decodeURIComponent(target.password)}`;
    headers.authorization = `Basic ${Buffer.from(credentials).toString('base64')}`;
    target.username = target.password = '';
  }
  return {
    name: 'webhook',
    maxAlertsPerMessage: 500,
    async send(notification) {
      const body = Buffer.from(JSON.stringify(renderWebhook(notification)));
      return judgeAnswer(await post(target, { headers, body, timeoutMs }));
    },
  };
}

/** The body that is posted; `groupKey` is the same for every message about the same rule, or `{}` for a digest. */
function renderWebhook({ key, alerts, publicUrl, mayBeRepeated }: Notification) {
  const [first] = alerts;
  const oneRule = first !== undefined && alerts.every((alert) => alert.rule === first.rule);
  const groupLabels: Words = oneRule ? { alertname: first.rule } : {};
  return {
    version: '4',
    groupKey: oneRule ? `{}:{alertname=${JSON.stringify(first.rule)}}` : '{}',
    truncatedAlerts: 0,
    status: alerts.some(isFiring) ? 'firing' : 'resolved',
    receiver: 'logsieve',
    groupLabels,
    commonLabels: findCommon(alerts.map(labelsOf)),
    commonAnnotations: findCommon(alerts.map(annotationsOf)),
    externalURL: publicUrl,
    alerts: alerts.map((alert) => renderAlert(alert, publicUrl)),
    notificationKey: key,
    mayBeRepeated,
  };
}

function renderAlert(alert: AlertEvent, publicUrl: string) {
  return {
    status: alert.type,
    labels: labelsOf(alert),
    annotations: annotationsOf(alert),
    startsAt: alert.started_at,
    endsAt: alert.ended_at ?? '0001-01-01T00:00:00Z',
    generatorURL: `${publicUrl}/alerts/${encodeURIComponent(alert.id)}`,
    fingerprint: alert.id,
    samples: alert.samples,
  };
}

const isFiring = (alert: AlertEvent) => alert.type === 'firing';

function labelsOf(alert: AlertEvent): Words {
  return {
    ...alert.group,
    alertname: alert.rule,
    severity: alert.severity,
    ...(alert.service !== null && { service: alert.service }),
    ...(alert.category !== null && { category: alert.category }),
  };
}

function annotationsOf(alert: AlertEvent): Words {
  const { description, condition, value, threshold, unit, query } = alert;
  return { description, condition, value: String(value), threshold: String(threshold), unit, query };
}

function findCommon(all: readonly Words[]): Words {
  const [first = {}, ...others] = all;
  return Object.fromEntries(
    Object.entries(first).filter(([name, value]) =>
      others.every((other) => Object.hasOwn(other, name) && other[name] === value),
    ),
  );
}
