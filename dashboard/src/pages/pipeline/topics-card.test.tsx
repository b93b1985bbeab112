/** @jest-environment jsdom */
import { afterEach, expect, test } from '@jest/globals';
import { cleanup, render, screen, within } from '@testing-library/react';
import type { QueueAnswer } from '../../api/queue.ts';
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
  { topic: 'alerts.rules', partitions: [{ partition: 0, end_offset: 3, groups: [] }] },
];
const queue = { topics } as unknown as QueueAnswer;

test('where a table has no room, topics stand one below the other with all that the table has', () => {
  globalThis.matchMedia = ((media: string) => ({
    media,
    matches: true,
    addEventListener() {},
    removeEventListener() {},
  })) as unknown as typeof matchMedia;
  render(<TopicsCard queue={queue} at={1} />);
  expect(screen.queryByRole('table')).toBeNull();
  const [logs, rules] = within(screen.getByRole('list', { name: 'Every partition and its groups' })).getAllByRole(
    'heading',
  );
  expect(logs?.parentElement?.textContent).toBe('logsPartition0Messages so far1,234In–processorBehind7Oldest4.2 s');
  expect(rules?.parentElement?.textContent).toBe('alerts.rulesPartition0Messages so far3In–No group reads it.');
});

test('where there is room they are a table', () => {
  render(<TopicsCard queue={queue} at={1} />);
  expect(screen.getAllByRole('row').length).toBe(3);
});
