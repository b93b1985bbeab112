import { randomUUID } from 'node:crypto';
import type { LogBus, OutgoingMessage } from '../core/log-bus.ts';
import type { LogEvent } from '../core/record.ts';
import { formatTime } from '../core/time.ts';
import { TOPIC } from '../core/topics.ts';
import { createLogGenerator } from './generate-logs.ts';
import { type Engines, withEngines } from './harness/engines.ts';
import { withRoles } from './harness/house.ts';
import type { Row, RunOptions, Scenario } from './harness/scenario.ts';
import { quantile } from './harness/statistics.ts';
import { keepPace, waitFor } from './harness/wait.ts';

const PER_SECOND = 100;
const WARM_UP_MS = 10_000;
const PATIENCE_MS = 30_000;

/** When each log was to be sent, and how long it took until somebody could read it; by its request id. */
interface Watch {
  latencies: number[];
  sent: Map<string, number>;
  close(): Promise<void>;
}

/** Reads what is committed, as the live tail does. */
async function watchTopic(bus: LogBus, topic: string): Promise<Watch> {
  const sent = new Map<string, number>();
  const latencies: number[] = [];
  const { close } = await bus.subscribe({
    topics: [topic],
    startAt: 'latest',
    async onBatch({ messages }) {
      const now = performance.now();
      for (const { value } of messages) {
        const { request_id: id = '' } = JSON.parse(value.toString()) as LogEvent;
        const at = sent.get(id);
        if (at !== undefined) latencies.push(now - at);
        sent.delete(id);
      }
    },
  });
  return { latencies, sent, close };
}

/** Publishes logs one by one at fixed times; resolves when every watch has seen all of them. */
async function trickle(bus: LogBus, durationMs: number, watches: readonly Watch[]): Promise<void> {
  const generator = createLogGenerator(12);
  await keepPace({
    perSecond: PER_SECOND,
    durationMs,
    async act(_index, intendedAt) {
      const id = randomUUID();
      for (const { sent } of watches) sent.set(id, intendedAt);
      const log = { ...generator.next(), timestamp: formatTime(Date.now()), request_id: id };
      const message: OutgoingMessage = { topic: TOPIC.logs, key: log.service, value: JSON.stringify(log) };
      await bus.publish([message]);
    },
  });
  await waitFor('the last log', PATIENCE_MS, 10, () => (watches.every(({ sent }) => sent.size === 0) ? true : null));
}

async function measure({ bus, settings }: Engines, { quick, log }: RunOptions): Promise<Row[]> {
  return withRoles(['processor'], { settings }, async () => {
    const raw = await watchTopic(bus, TOPIC.logs);
    const classified = await watchTopic(bus, TOPIC.classified);
    await trickle(bus, WARM_UP_MS, [raw, classified]);
    for (const { latencies } of [raw, classified]) latencies.splice(0);
    await trickle(bus, quick ? 10_000 : 60_000, [raw, classified]);
    await Promise.all([raw.close(), classified.close()]);
    log(`${classified.latencies.length} logs`);
    const row = (what: string, watch: Watch, q: number): Row => ({
      what,
      value: quantile(watch.latencies, q),
      unit: 'ms',
    });
    return [
      { ...row('until readable when classified, median', classified, 0.5), target: { op: '<=', value: 60 } },
      { ...row('until readable when classified, p99', classified, 0.99), target: { op: '<=', value: 150 } },
      row('until readable as it was sent, median', raw, 0.5),
      row('until readable as it was sent, p99', raw, 0.99),
    ];
  });
}

export const scenario: Scenario = {
  name: 'trickle-to-classified',
  description: `${PER_SECOND} logs/s are published to \`${TOPIC.logs}\` one by one at fixed times for 60 s, with a process that has the role \`processor\` and its default settings. A latency runs from the time at which the log should have been published until a reader of what is committed has it: on \`${TOPIC.classified}\`, and, for comparison, on \`${TOPIC.logs}\` itself.`,
  engines: true,
  run: (options) => withEngines((engines) => measure(engines, options)),
};
