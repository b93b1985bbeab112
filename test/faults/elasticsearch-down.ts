import { setTimeout as pause } from 'node:timers/promises';
import { type SlackWatch, watchSlack } from '../../bench/harness/crossings.ts';
import type { Row } from '../../bench/harness/scenario.ts';
import { quantile } from '../../bench/harness/statistics.ts';
import type { House } from '../house/house.ts';
import { eventually } from '../stand-ins/eventually.ts';
import { accountRows } from './harness/account.ts';
import { type Estate, withEstate } from './harness/estate.ts';
import type { Fault, FaultOptions } from './harness/fault.ts';
import { startLoad } from './harness/load.ts';
import { writeRules } from './harness/rule-file.ts';
import { settle } from './harness/settle.ts';

interface Shape {
  logsPerSecond: number;
  downMs: number;
}

const SHORT: Shape = { logsPerSecond: 1_000, downMs: 5_000 };
const LONG: Shape = { logsPerSecond: 3_000, downMs: 60_000 };
/** Not a whole second, so that crossings fall on every phase of the timers inside. */
const CROSS_EVERY_MS = 2_370;
const ALERT_WITHIN_S = 5;
const FAILED_LOGINS = 5;
const RULES = `
rules:
  - name: refused-logins
    query: 'refused'
    window: 1m
    group_by: [ip_address]
    condition: { type: count, op: '>=', threshold: ${FAILED_LOGINS} }
    severity: critical
    category: Security
`;

/** Crosses the rule with one address after the other; resolves with the seconds from each answer to its message. */
async function crossUntil(endMs: number, gateway: House, arrivals: SlackWatch['arrivals']): Promise<number[]> {
  const seconds: number[] = [];
  for (let number = 1; performance.now() < endMs; number++) {
    const address = `203.0.113.${number}`;
    const login = { service: 'auth', message: `login refused for root from ${address}`, ip_address: address };
    await gateway.call(
      'POST',
      '/api/v1/logs',
      Array.from({ length: FAILED_LOGINS }, () => login),
    );
    const answered = performance.now();
    const arrived = await eventually(`the message about ${address}`, () => arrivals.get(address) ?? null);
    seconds.push((arrived - answered) / 1_000);
    await pause(Math.max(0, CROSS_EVERY_MS - (performance.now() - answered)));
  }
  return seconds;
}

async function strike(estate: Estate, { logsPerSecond, downMs }: Shape, log: FaultOptions['log']): Promise<Row[]> {
  const { slack, arrivals } = await watchSlack();
  try {
    const [{ gateway, api }] = await Promise.all([
      estate.startPipeline(),
      estate.start('alerts', { SLACK_WEBHOOK_URL: slack.url }),
    ]);
    const load = startLoad(gateway, { prefix: estate.run, logsPerSecond });
    await eventually('the first logs', () => (estate.elasticsearch.bulks.length > 0 ? true : null));
    estate.elasticsearch.failAlways(/./, { kind: 'down' });
    log(`down after ${load.acknowledged.length} logs`);
    const alertSeconds = await crossUntil(performance.now() + downMs, gateway, arrivals);
    const waiting = load.acknowledged.length;
    estate.elasticsearch.failAlways(/./, null);
    log(`back after ${waiting} logs and ${alertSeconds.length} alerts`);
    const { account, seconds } = await settle(estate, api, load);
    const target = { op: '<=', value: ALERT_WITHIN_S } as const;
    return [
      { what: 'logs accepted', value: load.acknowledged.length, unit: 'logs' },
      { what: 'down', value: downMs / 1_000, unit: 's' },
      ...accountRows('Elasticsearch', account),
      { what: 'alerts meanwhile', value: alertSeconds.length, unit: 'alerts' },
      { what: 'alert, from the answer to Slack, p99', value: quantile(alertSeconds, 0.99), unit: 's', target },
      { what: 'until everything was stored, once it was back', value: seconds, unit: 's' },
    ];
  } finally {
    await slack.close();
  }
}

export const fault: Fault = {
  name: 'elasticsearch-down',
  description:
    'Every role in a process of its own under a steady load. Connections to Elasticsearch are broken for a minute. Meanwhile a rule is crossed again and again, and each alert must reach Slack within 5 s; afterwards the indexer must catch up, with every accepted log there once.',
  run: ({ short, log }) =>
    withEstate({ settings: { ALERT_RULES: writeRules(RULES) } }, (estate) => strike(estate, short ? SHORT : LONG, log)),
};
