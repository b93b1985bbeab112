import type { Row } from '../../bench/harness/scenario.ts';
import type { LogBus } from '../../core/log-bus.ts';
import { TOPIC } from '../../core/topics.ts';
import type { House } from '../house/house.ts';
import { createAlertEvent } from '../stand-ins/alert-event.ts';
import { eventually } from '../stand-ins/eventually.ts';
import { type SlackStandIn, startSlackStandIn } from '../stand-ins/slack-server.ts';
import { type Estate, withEstate } from './harness/estate.ts';
import type { Fault, FaultOptions } from './harness/fault.ts';

const SHORT_KILLS = 1;
const LONG_KILLS = 8;
const PATIENCE_MS = 60_000;

/** Which alerts each message tells. */
const toldBy = (slack: SlackStandIn, run: string): string[][] =>
  slack.taken().map(({ body }) => [...new Set(body.match(new RegExp(`${run}-\\d+`, 'g')) ?? [])]);

function raise(bus: LogBus, name: string) {
  const event = createAlertEvent({ id: name, rule: name, started_at: new Date().toISOString() });
  return bus.publish([{ topic: TOPIC.alerts, key: name, value: JSON.stringify(event) }]);
}

interface Slack extends SlackStandIn {
  /** Called once, when the next message is taken and before that is answered. */
  onNext(act: () => void): void;
}

async function startSlack(): Promise<Slack> {
  let next = (): void => {};
  const onRequest = (): void => {
    const act = next;
    next = () => {};
    act();
  };
  const onNext = (act: () => void): void => {
    next = act;
  };
  return { ...(await startSlackStandIn({ onRequest })), onNext };
}

/** Resolves with the names of the alerts that were raised. */
async function strike(estate: Estate, slack: Slack, kills: number, log: FaultOptions['log']): Promise<string[]> {
  const bus = await estate.openBus();
  const start = (): Promise<House> => estate.start('alerts', { SLACK_WEBHOOK_URL: slack.url });
  const waitForTold = (name: string, times: number) => {
    const count = () => toldBy(slack, estate.run).filter((told) => told.includes(name)).length;
    return eventually(`${name} at Slack`, () => (count() >= times ? true : null), PATIENCE_MS);
  };
  const names = Array.from({ length: kills + 1 }, (_, index) => `${estate.run}-${index}`);
  let consumer = await start();
  for (const name of names.slice(0, kills)) {
    slack.onNext(() => process.kill(consumer.pid, 'SIGKILL'));
    await raise(bus, name);
    await consumer.ended;
    log(`killed when Slack had ${name}`);
    consumer = await start();
    await waitForTold(name, 2);
  }
  const last = names.at(-1) ?? '';
  await raise(bus, last);
  await waitForTold(last, 1);
  return names;
}

function accountRows(slack: SlackStandIn, run: string, names: readonly string[], kills: number): Row[] {
  const told = toldBy(slack, run).flat();
  const marked = slack.taken().filter(({ body }) => /may be repeated/i.test(body)).length;
  const extra = told.length - new Set(told).size;
  const missed = names.filter((name) => !told.includes(name)).length;
  return [
    { what: 'alerts raised', value: names.length, unit: 'alerts' },
    { what: 'kills', value: kills, unit: '' },
    { what: 'missed', value: missed, unit: 'alerts', target: { op: '<=', value: 0 } },
    { what: 'told again', value: extra, unit: 'messages', target: { op: '<=', value: kills } },
    {
      what: 'of these, not marked as a possible repetition',
      value: extra - marked,
      unit: 'messages',
      target: { op: '<=', value: 0 },
    },
  ];
}

export const fault: Fault = {
  name: 'alert-consumer-killed',
  description:
    'An alert consumer that tells Slack is ended with SIGKILL each time that Slack has taken a message and the consumer has not noted it. Every alert must arrive; at most one message a kill may arrive again, and must say that it may be a repetition.',
  run: ({ short, log }) =>
    withEstate({}, async (estate) => {
      const slack = await startSlack();
      const kills = short ? SHORT_KILLS : LONG_KILLS;
      try {
        const names = await strike(estate, slack, kills, log);
        return accountRows(slack, estate.run, names, kills);
      } finally {
        await slack.close();
      }
    }),
};
