/** @jest-environment jsdom */
import { afterEach, expect, test } from '@jest/globals';
import { cleanup, renderHook } from '@testing-library/react';
import { createClient, pageAt } from '../../../../test/stand-ins/show-page.tsx';
import type { QueueAnswer } from '../../api/queue.ts';
import { useFlow } from './use-flow.ts';

afterEach(cleanup);

const queueOf = (accepted: number): QueueAnswer => ({
  topics: [],
  consumers: [],
  dead_letters: 0,
  ledger: { accepted },
});

test('what was seen before somebody left the page is there when they are back, and the first rate with it', () => {
  const client = createClient();
  const open = (accepted: number, at: number) => {
    const queue = queueOf(accepted);
    return renderHook(() => useFlow(queue, at), { wrapper: pageAt({ client }) });
  };
  const first = open(0, 1_000);
  first.unmount();
  const { result } = open(600, 4_000);
  expect(result.current.map(({ at, rates }) => [at, rates.accepted])).toEqual([
    [1_000, null],
    [4_000, 200],
  ]);
});
