import { createLogGenerator } from './generate-logs.ts';
import { type House, withHouse } from './harness/house.ts';
import type { Row, RunOptions, Scenario } from './harness/scenario.ts';
import { quantile } from './harness/statistics.ts';
import { keepPace } from './harness/wait.ts';

const PER_SECOND = 1_000;
const WARM_UP_MS = 5_000;

async function send(house: House, durationMs: number): Promise<number[]> {
  const generator = createLogGenerator(4, { startAt: Date.now(), logsPerSecond: PER_SECOND });
  const bodies = Array.from({ length: 2_000 }, () => Buffer.from(JSON.stringify(generator.next())));
  const latencies: number[] = [];
  await keepPace({
    perSecond: PER_SECOND,
    durationMs,
    async act(index, intendedAt) {
      const body = bodies[index % bodies.length] ?? Buffer.alloc(0);
      const { status } = await house.http.post('/api/v1/logs', 'application/json', body);
      if (status !== 202) throw new Error(`a record was answered ${status}`);
      latencies.push(performance.now() - intendedAt);
    },
  });
  return latencies;
}

async function measure(house: House, { quick, log }: RunOptions): Promise<Row[]> {
  await send(house, WARM_UP_MS);
  const cpuBefore = house.cpuSeconds();
  const begun = performance.now();
  const latencies = await send(house, quick ? 10_000 : 60_000);
  const cores = (house.cpuSeconds() - cpuBefore) / ((performance.now() - begun) / 1_000);
  log(`${latencies.length} requests`);
  return [
    { what: 'answer to one record, median', value: quantile(latencies, 0.5), unit: 'ms' },
    {
      what: 'answer to one record, p99',
      value: quantile(latencies, 0.99),
      unit: 'ms',
      target: { op: '<=', value: 25 },
    },
    { what: 'answer to one record, longest', value: quantile(latencies, 1), unit: 'ms' },
    { what: 'CPU of the server', value: cores, unit: 'cores' },
  ];
}

export const scenario: Scenario = {
  name: 'record-to-answer',
  description: `${PER_SECOND} requests a second for 60 s, each with one record as JSON, over at most 64 kept connections, sent at fixed times whatever the answers do. The latency runs from the time at which the request should have been sent to the end of its answer, which says that the record is durable on the bus.`,
  run: (options) => withHouse({ connections: 64 }, (house) => measure(house, options)),
};
