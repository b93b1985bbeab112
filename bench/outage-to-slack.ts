import { startFaultProxy } from '../test/stand-ins/fault-proxy.ts';
import {
  type Crossings,
  crossUnderLoad,
  EVERY_MS,
  FAILED_LOGINS,
  LOGS_PER_SECOND,
  watchSlack,
} from './harness/crossings.ts';
import { type Engines, withEngines } from './harness/engines.ts';
import { withRoles } from './harness/house.ts';
import type { Row, RunOptions, Scenario } from './harness/scenario.ts';
import { median, quantile } from './harness/statistics.ts';

const CROSSINGS = 10;

function rowsOf(when: string, latencies: readonly number[]): Row[] {
  return [
    { what: `crossing until the message, ${when}, median`, value: median(latencies), unit: 'ms' },
    {
      what: `crossing until the message, ${when}, longest`,
      value: quantile(latencies, 1),
      unit: 'ms',
      target: { op: '<=', value: 5_000 },
    },
  ];
}

async function measure({ settings }: Engines, { quick, log }: RunOptions): Promise<Row[]> {
  const watch = await watchSlack();
  const proxy = await startFaultProxy(settings.ELASTICSEARCH_URL);
  const ours = { ...settings, ELASTICSEARCH_URL: proxy.origin, SLACK_WEBHOOK_URL: watch.slack.url };
  const roles = ['gateway', 'processor', 'indexer', 'alerts'] as const;
  const count = quick ? 3 : CROSSINGS;
  try {
    return await withRoles(roles, { connections: 16, settings: ours }, async ({ gateway: house }) => {
      const crossings: Crossings = { house, watch, first: 0, count };
      const up = await crossUnderLoad(crossings);
      proxy.failAlways(/./, { kind: 'status', status: 503 });
      log('Elasticsearch is down');
      const down = await crossUnderLoad({ ...crossings, first: count });
      proxy.failAlways(/./, null);
      return [...rowsOf('all is well', up), ...rowsOf('Elasticsearch down', down)];
    });
  } finally {
    await proxy.close();
    await watch.slack.close();
  }
}

export const scenario: Scenario = {
  name: 'outage-to-slack',
  description: `As crossing-to-slack, with \`gateway\`, \`processor\`, \`indexer\` and \`alerts\` in processes of their own: under ${LOGS_PER_SECOND} logs/s that cross no rule, ${FAILED_LOGINS} failed logins of one address are sent in one body, ${CROSSINGS} times, ${EVERY_MS / 1_000} s apart. Then once more while every request to Elasticsearch is answered 503. The time runs from the answer to the body until the message at a local server that speaks Slack's webhook protocol.`,
  engines: true,
  runs: 1,
  run: (options) => withEngines((engines) => measure(engines, options)),
};
