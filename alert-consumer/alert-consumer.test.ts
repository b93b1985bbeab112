import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createAlertEvent } from '../test/stand-ins/alert-event.ts';
import { type AlertHouse, createAlertHouse } from '../test/stand-ins/alert-house.ts';
import { type SlackStandIn, startSlackStandIn } from '../test/stand-ins/slack-server.ts';
import { startTelegramStandIn, type TelegramStandIn } from '../test/stand-ins/telegram-server.ts';
import { startWebhookStandIn, type WebhookStandIn } from '../test/stand-ins/webhook-server.ts';
import { createSlackChannel } from './channels/slack.ts';
import { createTelegramChannel } from './channels/telegram.ts';
import { createWebhookChannel } from './channels/webhook.ts';

let house: AlertHouse;
let slack: SlackStandIn;
let telegram: TelegramStandIn;
let webhook: WebhookStandIn;
beforeEach(async () => {
  house = await createAlertHouse();
  const { now } = house.clock;
  slack = await startSlackStandIn({ now });
  telegram = await startTelegramStandIn({ now });
  webhook = await startWebhookStandIn({ now });
});
afterEach(async () => {
  await Promise.all([slack.close(), telegram.close(), webhook.close()]);
  await house.close();
});

/** Real time: long enough for a busy machine, short enough to wait for where a server never answers. */
const PATIENCE_MS = 1_500;
const toSlack = (timeoutMs = PATIENCE_MS) => createSlackChannel({ webhookUrl: slack.url, timeoutMs });
const toTelegram = (chatId = '42') =>
  createTelegramChannel({ botToken: telegram.token, chatId, apiBase: telegram.apiBase, timeoutMs: PATIENCE_MS });
const toWebhook = (timeoutMs = PATIENCE_MS) => createWebhookChannel({ url: webhook.url, timeoutMs });
const event = createAlertEvent;
const headers = () => slack.messages().map((message) => message.blocks?.[0]?.text?.text);
const critical = (id: string, rule = 'r') => event({ id, rule, severity: 'critical' });
/** Resolves when everything is told and the outcome of the last message is in the alert's history. */
const notified = (id: string, count: number) =>
  house.clock.advanceUntil(async () => ((await house.alert(id))?.notifications.length ?? 0) >= count);

describe('telling an alert', () => {
  test('reaches every channel, stands in the alert, and is committed', async () => {
    await house.start([toSlack(), toTelegram(), toWebhook()]);
    await house.publish(event());
    await notified('0123456789abcdef', 3);
    expect([slack.taken().length, telegram.taken().length, webhook.taken().length]).toEqual([1, 1, 1]);
    const alert = await house.alert('0123456789abcdef');
    expect(alert?.notifications.map(({ channel, type, status }) => `${channel} ${type} ${status}`).sort()).toEqual([
      'slack firing delivered',
      'telegram firing delivered',
      'webhook firing delivered',
    ]);
    expect(await house.lag()).toBe(0);
    expect(house.complaints).toEqual([]);
    expect(house.metrics.read('logsieve_alerts_received_total', { severity: 'high' })).toBe(1);
    expect(house.metrics.read('logsieve_notifications_total', { outcome: 'delivered' })).toBe(3);
  });

  test('does not wait for the alert store, which learns of it when it answers again', async () => {
    const before = await house.start([toWebhook()]);
    await house.breakStore();
    await house.publish(critical('c'));
    await webhook.waitForTaken(1);
    await before.stop();
    await house.repairStore();
    await house.start([toWebhook()]);
    await notified('c', 1);
    expect(webhook.taken()).toHaveLength(1);
    expect(await house.alert('c')).toMatchObject({ status: 'open', notifications: [{ status: 'delivered' }] });
  });

  test('the first critical alert leaves at once, others wait a second for company', async () => {
    await house.start([toSlack()]);
    const startedAt = house.clock.now();
    await house.publish(critical('c'));
    await slack.waitForTaken(1);
    expect(slack.taken()[0]?.at).toBe(startedAt);
    await house.clock.advance(10_000);
    await house.publish(event({ id: 'a' }), event({ id: 'b' }));
    await house.clock.advanceUntil(() => slack.taken().length === 2);
    expect(slack.taken()[1]?.at).toBe(startedAt + 11_000);
    expect(headers()[1]).toBe('🟠 2 alerts of error-rate: 2 high');
  });

  test('firing and resolved in one message when both wait, in two when not, never the end alone', async () => {
    await house.start([toSlack()]);
    await house.publish(event({ id: 'a' }), event({ id: 'a', type: 'resolved' }));
    await house.clock.advanceUntil(() => slack.taken().length === 1);
    await house.publish(event({ id: 'b' }));
    await house.clock.advanceUntil(() => slack.taken().length === 2);
    await house.publish(event({ id: 'b', type: 'resolved' }), event({ id: 'unheard-of', type: 'resolved' }));
    await notified('b', 2);
    expect(headers()).toEqual([
      '✅ Fired and resolved: error-rate on hsearch',
      '🟠 HIGH: error-rate on hsearch',
      '✅ Resolved: error-rate on hsearch',
    ]);
  });

  test('the same event again tells nothing, before and after a restart', async () => {
    const first = await house.start([toSlack()]);
    await house.publish(critical('a'), critical('a'));
    await notified('a', 1);
    await first.stop();
    await house.start([toSlack()]);
    await house.publish(critical('a'), critical('b'));
    await notified('b', 1);
    expect(slack.taken()).toHaveLength(2);
  });

  test('of two consumers one tells, and the other goes on when it is gone', async () => {
    await house.start([toSlack()]);
    const second = await house.start([toSlack()]);
    await house.publish(critical('a'));
    await notified('a', 1);
    await second.stop();
    await house.publish(critical('b'));
    await notified('b', 1);
    expect(slack.taken()).toHaveLength(2);
  });

  test('what is no alert event goes to the dead letters and holds nothing up', async () => {
    await house.start([toSlack()]);
    await house.publishRaw('{"id":"half');
    await house.publish(critical('a'));
    await notified('a', 1);
    expect(await house.deadLetters()).toBe(1);
    expect(house.metrics.read('logsieve_alerts_rejected_total')).toBe(1);
  });
});

describe('pace', () => {
  test('while Slack asks to wait, what comes is merged into one digest, and nothing else is delayed', async () => {
    await house.start([toSlack(), toWebhook()]);
    slack.answerNext({ kind: 'rate-limited', retryAfterS: 30 });
    const startedAt = house.clock.now();
    await house.publish(critical('a'));
    await webhook.waitForTaken(1);
    await house.clock.advanceUntil(() => house.clock.sleeping() > 0);
    await house.publish(critical('b', 'other'), critical('c', 'third'));
    await webhook.waitForTaken(3);
    expect(slack.taken()).toHaveLength(0);
    await notified('c', 2);
    expect(slack.taken().map((request) => request.at - startedAt)).toEqual([30_000]);
    expect(headers()).toEqual(['🔴 3 alerts: 3 critical']);
  });

  test('a group chat of Telegram gets at most 20 messages a minute', async () => {
    await house.start([toTelegram('-100')]);
    for (let n = 0; n < 25; n++) {
      await house.publish(critical(`id${n}`));
      await house.clock.advanceUntil(async () => (await house.lag()) === 0);
      await house.clock.advance(1_000);
    }
    await notified('id24', 1);
    const times = telegram.taken().map((request) => request.at);
    expect(mostWithin(times, 60_000)).toBeLessThanOrEqual(20);
    expect(mostWithin(times, 1_000)).toBe(1);
  });

  test('10,000 alerts are told in digests, never above the rate, each id accounted for', async () => {
    await house.start([toSlack(30_000), toWebhook(30_000)]);
    const ids = Array.from({ length: 10_000 }, (_, n) => `id-${n}`);
    for (let at = 0; at < ids.length; at += 1_000) {
      await house.publish(...ids.slice(at, at + 1_000).map((id, n) => event({ id, rule: `rule-${n % 50}` })));
    }
    await house.clock.advanceUntil(
      async () => (await house.lag()) === 0 && house.metrics.read('logsieve_notifications_waiting') === 0,
    );
    expect(
      mostWithin(
        slack.taken().map((request) => request.at),
        1_000,
      ),
    ).toBe(1);
    const told = webhook
      .messages()
      .flatMap((message) => (message.alerts as { fingerprint: string }[]).map((a) => a.fingerprint));
    expect(told.sort()).toEqual([...ids].sort());
    const counted = headers().map((header) => Number(/(\d+) alerts/.exec(header ?? '')?.[1] ?? 1));
    expect(counted.reduce((sum, count) => sum + count, 0)).toBe(10_000);
  }, 60_000);
});

describe('trouble', () => {
  test('a server error is tried again after growing pauses, other channels are told meanwhile', async () => {
    await house.start([toSlack(), toTelegram()]);
    slack.answerNext(...Array(4).fill({ kind: 'status', status: 500 }));
    await house.publish(critical('a'));
    await telegram.waitForTaken(1);
    await notified('a', 3);
    const attempts = (await house.alert('a'))?.notifications.filter(({ channel }) => channel === 'slack');
    expect(attempts).toMatchObject([{ status: 'retrying', detail: 'HTTP 500' }, { status: 'delivered' }]);
    const times = slack.requests.map((request) => request.at);
    expect(times.slice(1).map((at, n) => at - (times[n] ?? 0))).toEqual([2_000, 4_000, 8_000, 16_000]);
    expect(slack.taken()).toHaveLength(1);
    expect(JSON.stringify(slack.messages())).not.toContain('may be repeated');
  });

  test.each(['black-hole', 'reset', 'garbage'] as const)(
    'after %s the message comes once more, marked',
    async (kind) => {
      await house.start([toSlack()]);
      slack.answerNext({ kind });
      await house.publish(critical('a'));
      await notified('a', 2);
      const texts = slack.messages().map((message) => JSON.stringify(message));
      expect(texts.map((text) => text.includes('may be repeated'))).toEqual([false, true]);
      expect((await house.alert('a'))?.notifications.map((each) => each.status)).toEqual(['unknown', 'delivered']);
    },
  );

  test('what comes after a message of unknown outcome stays behind it', async () => {
    await house.start([toSlack()]);
    slack.answerNext({ kind: 'black-hole' });
    await house.publish(critical('a'));
    await slack.waitForTaken(1);
    await house.publish(event({ id: 'a', type: 'resolved', severity: 'critical', rule: 'r' }));
    await notified('a', 3);
    expect(headers()).toEqual(['🔴 CRITICAL: r on hsearch', '🔴 CRITICAL: r on hsearch', '✅ Resolved: r on hsearch']);
  });

  test.each([400, 401, 403, 404, 410])('%d is refused for good, and the other channels say so', async (status) => {
    await house.start([toSlack(), toTelegram()]);
    slack.answerAlways({ kind: 'status', status, body: 'no_service' });
    await house.publish(critical('a'));
    await house.clock.advanceUntil(() => telegram.taken().length === 2);
    expect(telegram.messages()[1]?.text).toContain(`slack refused a notification for good (HTTP ${status} no_service)`);
    await notified('a', 2);
    expect((await house.alert('a'))?.notifications).toContainEqual(
      expect.objectContaining({ channel: 'slack', status: 'refused', detail: `HTTP ${status} no_service` }),
    );
    await house.publish(event({ id: 'a', type: 'resolved' }), critical('b'));
    await notified('b', 2);
    expect(slack.requests).toHaveLength(2);
    expect(house.complaints.filter((each) => each.level === 'error')).toHaveLength(2);
    expect(telegram.messages().filter((message) => message.text.includes('refused'))).toHaveLength(1);
  });

  test('after 24 hours without success an alert is given up, with an error', async () => {
    await house.start([toSlack()]);
    slack.answerAlways({ kind: 'status', status: 503 });
    const startedAt = house.clock.now();
    await house.publish(critical('a'));
    await notified('a', 2);
    const attempts = (await house.alert('a'))?.notifications;
    expect(attempts).toMatchObject(['retrying', 'refused'].map((status) => ({ status, detail: 'HTTP 503' })));
    const hours = (house.clock.now() - startedAt) / 3_600_000;
    expect(hours).toBeGreaterThanOrEqual(24);
    expect(hours).toBeLessThan(24.2);
    expect(house.complaints.filter((each) => each.level === 'error')).toHaveLength(1);
  });

  test('a Slack that is down for hours gets one digest when it is back', async () => {
    await house.start([toSlack()]);
    slack.answerAlways({ kind: 'status', status: 500 });
    await house.publish(critical('a'));
    await house.clock.advanceUntil(() => slack.requests.length === 8);
    await house.publish(critical('b', 'other'), event({ id: 'a', type: 'resolved' }));
    await house.clock.advanceUntil(() => slack.requests.length === 15);
    slack.answerAlways(null);
    await notified('b', 2);
    expect(headers()).toEqual(['🔴 2 alerts: 1 critical, 1 resolved']);
    expect(await house.lag()).toBe(0);
  });

  test('stopping in the middle of a retry loses nothing', async () => {
    const first = await house.start([toSlack()]);
    slack.answerNext({ kind: 'status', status: 500 });
    await house.publish(critical('a'));
    await house.clock.advanceUntil(() => slack.requests.length === 1 && house.clock.sleeping() > 0);
    await first.stop();
    await first.stop();
    await house.start([toSlack()]);
    await house.clock.advanceUntil(() => slack.taken().length === 1);
    expect(headers()).toEqual(['🔴 CRITICAL: r on hsearch']);
  });

  test('stop lets the message in flight finish', async () => {
    const first = await house.start([createSlackChannel({ webhookUrl: slack.url })]);
    slack.answerNext({ kind: 'slow', ms: 150 });
    await house.publish(critical('a'));
    await slack.waitForTaken(1);
    await first.stop();
    await house.start([toSlack()]);
    await house.publish(critical('b'));
    await notified('b', 1);
    expect((await house.alert('a'))?.notifications).toMatchObject([{ status: 'delivered' }]);
    expect(slack.taken()).toHaveLength(2);
  });

  test('no complaint holds an address or a token', async () => {
    await house.start([toSlack(), toTelegram(), toWebhook()]);
    for (const server of [slack, telegram, webhook]) server.answerAlways({ kind: 'status', status: 404 });
    await house.publish(critical('a'));
    await notified('a', 3);
    expect(JSON.stringify([house.complaints, await house.alert('a')])).not.toMatch(/not-a-real|127\.0\.0\.1/);
  });
});

function mostWithin(times: readonly number[], spanMs: number): number {
  return Math.max(...times.map((start) => times.filter((at) => at >= start && at < start + spanMs).length));
}
