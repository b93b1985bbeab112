import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, expect, it } from '@jest/globals';
import type { Alert, AlertEvent } from '../../core/alert.ts';
import { TOPIC } from '../../core/topics.ts';
import type { ServiceWindow } from '../../stream-processor/windows/service-windows.ts';
import { eventually } from '../stand-ins/eventually.ts';
import { type SlackStandIn, startSlackStandIn } from '../stand-ins/slack-server.ts';
import { type House, killLeftovers, makeFolder, removeFolders, startHouse } from './house.ts';
import { exportLogs, readValues, type Stored, settledLedger } from './read-house.ts';
import { countByMinute, createTimeline, expectedAlerts, sumByMinute, TIMELINE_RULES } from './timeline.ts';

/** For a longer trial: HOUSE_KILLS=50 npm test -- test/house/kill */
const KILLS = Number(process.env.HOUSE_KILLS ?? 5);
const BATCH = 200;
const SENDERS = 3;
const LONGEST_LIFE_MS = 1_500;
const TWO_DAYS_MS = 172_800_000;

const timeline = createTimeline(Math.floor((Date.now() - TWO_DAYS_MS) / 60_000) * 60_000);

afterEach(killLeftovers);
afterAll(removeFolders);

interface Sent {
  /** Number of the next log. */
  next: number;
  acknowledged: Set<string>;
}

async function send(house: House, sent: Sent): Promise<void> {
  const first = sent.next;
  sent.next += BATCH;
  const logs = Array.from({ length: BATCH }, (_, index) => timeline.log(first + index));
  const { status, body } = await house.call('POST', '/api/v1/logs', logs);
  if (status !== 202 || body.accepted !== BATCH) throw new Error(`answered ${status}`);
  for (let index = first; index < first + BATCH; index++) sent.acknowledged.add(`m${index}`);
}

/** Sends as fast as it is taken, until the house is killed after a random time. */
async function loadAndKill(house: House, sent: Sent): Promise<void> {
  let dead = false;
  const work = async (): Promise<void> => {
    while (!dead) await send(house, sent);
  };
  const senders = Array.from({ length: SENDERS }, () => work().catch(() => {}));
  setTimeout(() => house.kill(), Math.random() * LONGEST_LIFE_MS);
  await house.ended;
  dead = true;
  await Promise.all(senders);
}

/** Of these alerts: those that are not over, or whose beginning or end nobody was told of. */
async function unfinishedAlerts(house: House, ids: readonly string[]): Promise<unknown[]> {
  const { body } = await house.get('/api/v1/alerts?limit=1000');
  const alerts = new Map<string, Alert>(body.alerts.map((alert: Alert) => [alert.id, alert]));
  return ids.flatMap((id) => {
    const { status, notifications = [] } = alerts.get(id) ?? {};
    const told = new Set(notifications.filter((each) => each.status === 'delivered').map(({ type }) => type));
    return status === 'resolved' && told.size === 2 ? [] : [{ id, status, notifications }];
  });
}

/** Lets a last house finish everything that is on its way. */
async function finish(house: House, sent: Sent): Promise<Stored[]> {
  await send(house, sent);
  await house.call('POST', '/api/v1/logs', timeline.closing());
  const ledger = await settledLedger(house);
  expect(ledger).toMatchObject({ unaccounted: 0, dead_lettered: 0, in_flight: 0, stored: ledger.accepted });
  const logs = await exportLogs(house, 'attributes.marker:*');
  expect(ledger.stored).toBe(logs.length + timeline.closing().length);
  const unfinished = await eventually('all alerts told and over', async () => {
    const waiting = await unfinishedAlerts(house, expectedAlerts(logs));
    return waiting.length === 0 ? waiting : null;
  }).catch(() => unfinishedAlerts(house, expectedAlerts(logs)));
  expect(unfinished).toEqual([]);
  return logs;
}

const linkedIds = (text: string): string[] => [...text.matchAll(/\/alerts\/([0-9a-f]{16})/g)].map(([, id = '']) => id);

/** Messages that name an alert and do not say that they may be a repetition. */
function firstTellings(slack: SlackStandIn): Map<string, number> {
  const times = new Map<string, number>();
  for (const message of slack.messages()) {
    const text = JSON.stringify(message.blocks);
    if (text.includes('may be repeated')) continue;
    for (const id of new Set(linkedIds(text))) times.set(id, (times.get(id) ?? 0) + 1);
  }
  return times;
}

async function expectExact(dataDir: string, logs: Stored[], slack: SlackStandIn): Promise<void> {
  const windows = await readValues<ServiceWindow>(dataDir, TOPIC.windows);
  expect(windows.filter(({ kind }) => kind === 'correction')).toEqual([]);
  expect(sumByMinute(windows)).toEqual(countByMinute(logs));
  const expected = expectedAlerts(logs).toSorted();
  expect(expected.length).toBeGreaterThan(0);
  const events = await readValues<AlertEvent>(dataDir, TOPIC.alerts);
  const idsOf = (type: AlertEvent['type']) => events.flatMap((event) => (event.type === type ? [event.id] : []));
  expect(idsOf('firing').toSorted()).toEqual(expected);
  expect(idsOf('resolved').toSorted()).toEqual(expected);
  for (const [id, times] of firstTellings(slack)) expect([id, times <= 2]).toEqual([id, true]);
}

it(
  `loses and repeats nothing when killed at any of ${KILLS} moments`,
  async () => {
    const slack = await startSlackStandIn();
    const dataDir = makeFolder();
    const rulesFile = join(dataDir, 'rules.yaml');
    writeFileSync(rulesFile, TIMELINE_RULES);
    const settings = { ALERT_RULES: rulesFile, SLACK_WEBHOOK_URL: slack.url, PUBLIC_URL: 'http://logs.example' };
    const sent: Sent = { next: 0, acknowledged: new Set() };
    try {
      for (let kill = 0; kill < KILLS; kill++) await loadAndKill(await startHouse({ dataDir, settings }), sent);
      const last = await startHouse({ dataDir, settings });
      const logs = await finish(last, sent);
      const markers = logs.map(({ attributes }) => attributes.marker as string);
      const stored = new Set(markers);
      expect(markers.length).toBe(stored.size);
      expect([...sent.acknowledged].filter((marker) => !stored.has(marker))).toEqual([]);
      expect((await last.stop()).code).toBe(0);
      await expectExact(dataDir, logs, slack);
    } finally {
      await slack.close();
    }
  },
  60_000 + KILLS * 10_000,
);
