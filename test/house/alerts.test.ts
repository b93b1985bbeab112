import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { eventually } from '../stand-ins/eventually.ts';
import { type SlackStandIn, startSlackStandIn } from '../stand-ins/slack-server.ts';
import { type House, killLeftovers, makeFolder, removeFolders, startHouse } from './house.ts';

const LOGINS = `
  - name: failed-logins
    query: '"failed password"'
    window: 10s
    group_by: [ip_address]
    condition: { type: count, op: '>=', threshold: 5 }
    severity: critical
    category: Security
`;
const REFUNDS = `
  - name: refunds
    query: 'refund'
    window: 10s
    group_by: [service]
    condition: { type: count, op: '>=', threshold: 1 }
    severity: medium
`;
const MINUTES_AGO = Date.now() - 300_000;
const SERVICES = ['auth', 'basket', 'catalog', 'delivery', 'email', 'fraud'];

let house: House;
let slack: SlackStandIn;
let rulesFile: string;

beforeAll(async () => {
  rulesFile = join(makeFolder(), 'rules.yaml');
  writeFileSync(rulesFile, `rules:${LOGINS}`);
  slack = await startSlackStandIn();
  house = await startHouse({
    dataDir: makeFolder(),
    settings: { ALERT_RULES: rulesFile, SLACK_WEBHOOK_URL: slack.url, PUBLIC_URL: 'https://logs.example' },
  });
});
afterAll(async () => {
  await house.stop();
  await slack.close();
  killLeftovers();
  removeFolders();
});

async function send(...logs: readonly Record<string, unknown>[]): Promise<void> {
  expect((await house.call('POST', '/api/v1/logs', logs)).status).toBe(202);
}

/** The first message at Slack that has all the words. */
function messageWith(...words: readonly string[]): Promise<string> {
  return eventually(`a message with ${words.join(', ')}`, () => {
    const texts = slack.messages().map((message) => JSON.stringify(message));
    return texts.find((text) => words.every((word) => text.includes(word))) ?? null;
  });
}

/** Resolves when both threads that hold rules have written that line to our log. */
function toldByBoth(message: string): Promise<true> {
  return eventually(message, () => {
    const parts = house.ownLog().flatMap((line) => (line.message === message ? [line.part] : []));
    return new Set(parts).size === 2 ? true : null;
  });
}

it('a burst of failed logins is told, acknowledged, and told again when it is over', async () => {
  const begin = Math.floor(MINUTES_AGO / 10_000) * 10_000;
  await send(
    ...Array.from({ length: 9 }, (_, index) => ({
      timestamp: new Date(begin + index * 1_000).toISOString(),
      service: SERVICES[index % SERVICES.length],
      level: 'warn',
      message: `Failed password for root, attempt ${index}`,
      ip_address: index < 7 ? '203.0.113.7' : '198.51.100.1',
    })),
  );
  const told = await messageWith('failed-logins', '203.0.113.7', 'CRITICAL');
  const [, id = ''] = /https:\/\/logs\.example\/alerts\/([0-9a-f]{16})/.exec(told) ?? [];
  const { body: alert } = await house.get(`/api/v1/alerts/${id}`);
  expect(alert).toMatchObject({
    rule: 'failed-logins',
    status: 'open',
    severity: 'critical',
    group: { ip_address: '203.0.113.7' },
    threshold: 5,
    started_at: new Date(begin).toISOString(),
  });
  expect(alert.sample_log_ids.length).toBeGreaterThan(0);

  const acknowledged = await house.call('POST', `/api/v1/alerts/${id}/acknowledge`, { by: 'ann', text: 'I look' });
  expect(acknowledged.body).toMatchObject({ status: 'acknowledged' });

  await send(...SERVICES.map((service) => ({ service, message: 'all is well' })));
  await messageWith('Resolved', '203.0.113.7');
  const over = await eventually('both notifications noted', async () => {
    const { body } = await house.get(`/api/v1/alerts/${id}`);
    return body.notifications.length === 2 ? body : null;
  });
  expect(over.status).toBe('resolved');
  expect(over.notifications).toMatchObject([
    { channel: 'slack', type: 'firing', status: 'delivered' },
    { channel: 'slack', type: 'resolved', status: 'delivered' },
  ]);
  const actions = over.timeline.map(({ action }: { action: string }) => action);
  for (const action of ['opened', 'acknowledged', 'resolved']) expect(actions).toContain(action);
  expect(slack.messages().filter((message) => JSON.stringify(message).includes('198.51.100.1'))).toEqual([]);
});

it('a rule that is added to the file counts from then on', async () => {
  writeFileSync(rulesFile, `rules:${LOGINS}${REFUNDS}`);
  await toldByBoth('alert rules read again');
  const { body } = await house.get('/api/v1/alert-rules');
  expect(body.rules).toMatchObject([
    { name: 'failed-logins', origin: 'file' },
    { name: 'refunds', origin: 'file' },
  ]);
  await send({ service: 'basket', message: 'refund of 12 EUR' });
  await messageWith('refunds', 'basket');
});

it('a file that is wrong is refused with its line, and the rules in force stay', async () => {
  writeFileSync(rulesFile, `rules:${LOGINS}\n  - name: broken\n    severity: loud\n`);
  const refused = 'the rules file is wrong, the rules in force stay';
  await toldByBoth(refused);
  const complaint = house.ownLog().find(({ message }) => message === refused);
  expect(complaint.level).toBe('error');
  expect(JSON.stringify(complaint)).toMatch(/rules\.yaml:1\d: /);
  await send({ service: 'email', message: 'refund of 13 EUR' });
  await messageWith('refunds', 'email');
});

it('rules come and go over the API', async () => {
  const rule = {
    name: 'coupons',
    query: 'coupon',
    window: '10s',
    group_by: ['service'],
    condition: { type: 'count', op: '>=', threshold: 1 },
    severity: 'low',
  };
  expect((await house.call('POST', '/api/v1/alert-rules', rule)).status).toBe(201);
  expect((await house.call('POST', '/api/v1/alert-rules', { ...rule, name: 'x', window: '1s' })).status).toBe(400);
  await eventually('the rule in force in the processor', async () => {
    await send({ service: 'fraud', message: 'coupon used' });
    return slack.messages().some((message) => JSON.stringify(message).includes('coupons')) ? true : null;
  });
  expect((await house.call('DELETE', '/api/v1/alert-rules/coupons')).status).toBe(204);
  await eventually('its alert is over', async () => {
    const { body } = await house.get('/api/v1/alerts?rule=coupons');
    return body.alerts.every(({ status }: { status: string }) => status === 'resolved') ? true : null;
  });
});
