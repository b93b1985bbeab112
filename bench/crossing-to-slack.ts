import { crossUnderLoad, EVERY_MS, FAILED_LOGINS, LOGS_PER_SECOND, watchSlack } from './harness/crossings.ts';
import { withHouse } from './harness/house.ts';
import type { Row, RunOptions, Scenario } from './harness/scenario.ts';
import { median, quantile } from './harness/statistics.ts';

async function run({ quick, log }: RunOptions): Promise<Row[]> {
  const watch = await watchSlack();
  try {
    const settings = { SLACK_WEBHOOK_URL: watch.slack.url };
    const latencies = await withHouse({ connections: 16, settings }, (house) =>
      crossUnderLoad({ house, watch, first: 0, count: quick ? 5 : 20 }),
    );
    log(`${latencies.length} crossings, ${watch.slack.messages().length} messages`);
    return [
      { what: 'crossing until the message, median', value: median(latencies), unit: 'ms' },
      {
        what: 'crossing until the message, longest',
        value: quantile(latencies, 1),
        unit: 'ms',
        target: { op: '<=', value: 2_000 },
      },
    ];
  } finally {
    await watch.slack.close();
  }
}

export const scenario: Scenario = {
  name: 'crossing-to-slack',
  description: `Under ${LOGS_PER_SECOND} logs/s that cross no rule, ${FAILED_LOGINS} failed logins of one address are sent in one body, 20 times, each time of another address, ${EVERY_MS / 1_000} s apart. The shipped rules and settings are in force. The time runs from the answer to that body until a local server that speaks Slack's webhook protocol has the message that names the address.`,
  run,
};
