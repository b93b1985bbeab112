import { expect, it } from '@jest/globals';
import { createSignal } from '../../../core/signal.ts';
import { createLingerRound } from './linger-round.ts';

it('partitions that wait are woken with the first whose wait is over; who begins to wait afterwards is not', async () => {
  const [own, other] = [createSignal(), createSignal()];
  const round = createLingerRound([own, other]);
  const woken = other.wait(Number.POSITIVE_INFINITY);
  expect(round.isOver(900)).toBe(false);
  round.end(own, 1_000);
  await woken;
  expect([round.isOver(900), round.isOver(1_000), round.isOver(1_001)]).toEqual([true, true, false]);
});
