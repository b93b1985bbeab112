/** @jest-environment jsdom */
import { afterEach, expect, test } from '@jest/globals';
import { cleanup, render, screen, within } from '@testing-library/react';
import type { QueueAnswer } from '../../api/queue.ts';
import { addToFlow, type FlowSample } from './flow.ts';
import { TopicsCard } from './topics-card.tsx';

const ownMatchMedia = globalThis.matchMedia;
afterEach(() => {
  cleanup();
  globalThis.matchMedia = ownMatchMedia;
});

const topics = [
  {
    topic: 'logs',
    partitions: [{ partition: 0, end_offset: 1_234, groups: [{ group: 'processor', lag: 7, oldest_age_ms: 4_200 }] }],
  },
  { topic: 'logs.dlq', partitions: [{ partition: 0, end_offset: 3, groups: [] }] },
];
const queue = { topics } as unknown as QueueAnswer;

test('where a table has no room, topics stand one below the other with all that the table has', () => {
  globalThis.matchMedia = ((media: string) => ({
    media,
    matches: true,
    addEventListener() {},
    removeEventListener() {},
  })) as unknown as typeof matchMedia;
  render(<TopicsCard queue={queue} flow={[]} />);
  expect(screen.queryByRole('table')).toBeNull();
  const [logs, letters] = within(screen.getByRole('list', { name: 'Every partition and its groups' })).getAllByRole(
    'heading',
  );
  expect(logs?.parentElement?.textContent).toBe('logsPartition0Messages so far1,234In–processorBehind7Oldest4.2 s');
  expect(letters?.parentElement?.textContent).toBe('logs.dlqPartition0Messages so far3In–No group reads it.');
});

test('who reads a partition is not known before its first message', () => {
  const partitions = [0, 5].map((end_offset, partition) => ({ partition, begin_offset: 0, end_offset, groups: [] }));
  const queueOf = { topics: [{ topic: 'logs', partitions }], consumers: [], dead_letters: 0 };
  render(<TopicsCard queue={queueOf} flow={[]} />);
  expect(screen.getByTitle('No message yet.').closest('tr')?.textContent).toMatch(/^logs00/);
  expect(screen.getByTitle('No group reads it.').closest('tr')?.textContent).toMatch(/^15/);
});

test('where there is room they are a table', () => {
  render(<TopicsCard queue={queue} flow={[]} />);
  expect(screen.getAllByRole('row').length).toBe(3);
});

test('the topics of the data come first and in its order; all others are folded, and say that something waits there', () => {
  const waiting = [{ group: 'processor-windows', committed_offset: 0, lag: 9, oldest_age_ms: 10 }];
  const names = ['alert.rules', 'alerts', 'logs.classified', 'logs.dlq', 'logs', 'logs.partials'];
  const all = names.map((topic) => ({
    topic,
    partitions: [{ partition: 0, begin_offset: 0, end_offset: 1, groups: topic === 'logs.partials' ? waiting : [] }],
  }));
  render(<TopicsCard queue={{ topics: all, consumers: [], dead_letters: 0 }} flow={[]} />);
  const topicsOf = (table: HTMLElement): (string | null)[] =>
    within(table)
      .getAllByRole('rowheader')
      .map(({ textContent }) => textContent);
  expect(topicsOf(screen.getByRole('region', { name: 'Every partition and its groups' }))).toEqual([
    'logs',
    'logs.classified',
    'alerts',
    'logs.dlq',
  ]);
  const internal = screen.getByText('Internal topics (2)').closest('details') as HTMLDetailsElement;
  expect(internal.open).toBe(false);
  expect(topicsOf(internal)).toEqual(['alert.rules', 'logs.partials']);
  expect(within(internal).getByText('9 behind')).toBeTruthy();
});

test('what comes into a partition is a mean of the same time as the rates above the table', () => {
  const queueOf = (end: number): QueueAnswer => ({
    topics: [
      { topic: 'logs.classified', partitions: [{ partition: 0, begin_offset: 0, end_offset: end, groups: [] }] },
    ],
    consumers: [],
    dead_letters: 0,
  });
  const answers = [0, 0, 600].map((end, at) => [end, 2_000 * at] as const);
  const flow = answers.reduce<FlowSample[]>((past, [end, at]) => addToFlow(past, queueOf(end), at), []);
  render(<TopicsCard queue={queueOf(600)} flow={flow} />);
  expect(flow.at(-1)?.rates.classified).toBe(150);
  expect(screen.getByRole('cell', { name: '150/s' })).toBeTruthy();
});
