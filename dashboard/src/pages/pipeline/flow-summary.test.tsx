/** @jest-environment jsdom */
import { afterEach, expect, test } from '@jest/globals';
import { cleanup, screen } from '@testing-library/react';
import { type FakeFetch, fakeFetch } from '../../../../test/stand-ins/fake-fetch.ts';
import { showPage } from '../../../../test/stand-ins/show-page.tsx';
import type { QueueAnswer } from '../../api/queue.ts';
import type { FlowSample } from './flow.ts';
import { FlowSummary } from './flow-summary.tsx';

let server: FakeFetch;
afterEach(() => {
  cleanup();
  server.restore();
});

const lag = (group: string, waiting: number, age: number | null) => ({
  group,
  topic: 'logs',
  lag: waiting,
  oldest_age_ms: age,
});
const sample: FlowSample = {
  at: 1,
  passed: { accepted: 1, classified: 1, stored: 1 },
  waiting: { processor: 0, indexer: 0, others: 0 },
  ends: new Map(),
  rates: { accepted: 1_234.5, classified: 0, stored: null },
};

/** Each figure as its name, its value and what stands below. */
function show(statuses: string[], consumers: QueueAnswer['consumers']): Promise<(string | null)[]> {
  const checks = Object.fromEntries(statuses.map((status, at) => [String(at), { status }]));
  const status = statuses.find((each) => each !== 'healthy') ?? 'healthy';
  const body = { status, version: '1', uptime_s: 1, checks };
  server = fakeFetch(() => ({ status: 200, body }));
  showPage(<FlowSummary queue={{ topics: [], consumers, dead_letters: 0 }} sample={sample} />);
  return screen
    .findByText(/parts/)
    .then(() => screen.getAllByRole('term').map(({ parentElement }) => parentElement?.textContent ?? null));
}

test('it says in figures how the pipeline is, how fast each step goes and what waits', async () => {
  expect(await show(['healthy', 'healthy'], [lag('processor', 7, 400), lag('indexer', 5, 1_500)])).toEqual([
    'Healthhealthyall 2 parts are well',
    'Accepted per second1,234.5logs, mean of 10 s',
    'Classified per second0logs, mean of 10 s',
    'Stored per second–logs, mean of 10 s',
    'Behind12the oldest waits 1.5 s',
  ]);
});

test('it says how many parts are not well, and that nothing waits', async () => {
  const figures = await show(['healthy', 'degraded', 'healthy'], [lag('processor', 0, null)]);
  expect(figures[0]).toBe('Healthdegraded1 of 3 parts is not well');
  expect(figures.at(-1)).toBe('Behind0all caught up');
});
