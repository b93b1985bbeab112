import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createAlertEvent, createHostileAlert, HOSTILE_TEXTS } from '../../test/stand-ins/alert-event.ts';
import { startWebhookStandIn, type WebhookStandIn } from '../../test/stand-ins/webhook-server.ts';
import { createWebhookChannel } from './webhook.ts';

let server: WebhookStandIn;
beforeEach(async () => {
  server = await startWebhookStandIn();
});
afterEach(() => server.close());

const about = (...alerts: ReturnType<typeof createAlertEvent>[]) => ({
  key: 'k',
  alerts,
  mayBeRepeated: false,
  publicUrl: 'https://logs.example',
});

describe('webhook channel', () => {
  test('posts what Alertmanager would', async () => {
    const channel = createWebhookChannel({ url: server.url });
    const other = createAlertEvent({ id: 'fedcba9876543210', service: 'payments', type: 'resolved' });
    expect(await channel.send(about(createAlertEvent(), other))).toEqual({ status: 'delivered' });
    expect(server.messages()[0]).toMatchObject({
      version: '4',
      groupKey: '{}:{alertname="error-rate"}',
      status: 'firing',
      receiver: 'logsieve',
      groupLabels: { alertname: 'error-rate' },
      commonLabels: { alertname: 'error-rate', severity: 'high', category: 'Performance' },
      externalURL: 'https://logs.example',
      alerts: [
        {
          status: 'firing',
          fingerprint: '0123456789abcdef',
          labels: { service: 'hsearch' },
          startsAt: '2026-11-20T08:00:05.000Z',
          endsAt: '0001-01-01T00:00:00Z',
          generatorURL: 'https://logs.example/alerts/0123456789abcdef',
        },
        { status: 'resolved', endsAt: '2026-11-20T08:04:17.000Z' },
      ],
    });
    expect(server.messages()[0]?.commonLabels).not.toHaveProperty('service');
  });

  test('sends name and password of the address as a header, not in a line', async () => {
    const url = server.url.replace('http://', 'http://ops:p%40ss@');
    await createWebhookChannel({ url }).send(about(createAlertEvent()));
    expect(server.requests[0]?.headers.authorization).toBe(`Basic ${Buffer.from('ops:p@ss').toString('base64')}`);
  });

  test('follows no redirect', async () => {
    const elsewhere = await startWebhookStandIn();
    server.answerNext({ kind: 'status', status: 307, headers: { location: elsewhere.url } });
    expect(await createWebhookChannel({ url: server.url }).send(about(createAlertEvent()))).toMatchObject({
      status: 'refused',
    });
    expect(elsewhere.requests).toEqual([]);
    await elsewhere.close();
  });

  test('hostile text is valid JSON with the text in it', async () => {
    const channel = createWebhookChannel({ url: server.url });
    for (const text of HOSTILE_TEXTS)
      expect(await channel.send(about(createHostileAlert(text)))).toEqual({ status: 'delivered' });
    expect(server.messages()).toHaveLength(HOSTILE_TEXTS.length);
  });
});
