import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createProducer } from '../producers/sdk/producer.ts';
import type { Row, RunOptions, Scenario } from './harness/scenario.ts';
import { quantile } from './harness/statistics.ts';

/** Fewer than the producer's buffer takes, so that the last calls cost what the first do. */
const CALLS = 40_000;

async function run({ quick }: RunOptions): Promise<Row[]> {
  const silent = createServer(() => {}).listen(0, '127.0.0.1');
  await new Promise((resolve) => silent.once('listening', resolve));
  const { port } = silent.address() as AddressInfo;
  const producer = createProducer({ url: `http://127.0.0.1:${port}`, service: 'bench' });
  const took: number[] = [];
  for (let index = 0; index < (quick ? CALLS / 4 : CALLS); index++) {
    const begun = performance.now();
    producer.info('GET /search 200', { endpoint: '/search', method: 'GET', status_code: 200, user: { id: index } });
    took.push(performance.now() - begun);
  }
  silent.closeAllConnections();
  silent.close();
  await producer.close(1);
  return [
    {
      what: 'one call of a log method, p99',
      value: quantile(took, 0.99),
      unit: 'ms',
      target: { op: '<=', value: 0.05 },
    },
    { what: 'one call of a log method, median', value: quantile(took, 0.5), unit: 'ms' },
  ];
}

export const scenario: Scenario = {
  name: 'call-to-buffer',
  description: `A service logs ${CALLS} times through the producer, to a server that takes connections and never answers: what logging costs its caller.`,
  run,
};
