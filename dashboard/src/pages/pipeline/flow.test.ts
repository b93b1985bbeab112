import { expect, test } from '@jest/globals';
import type { QueueAnswer } from '../../api/queue.ts';
import { addToFlow, type FlowSample, KEPT_MS } from './flow.ts';

const lag = (group: string, topic: string, waiting: number) => ({ group, topic, lag: waiting, oldest_age_ms: null });

function queueOf(count: number): QueueAnswer {
  const partition = (at: number, end: number) => ({ partition: at, begin_offset: 0, end_offset: end, groups: [] });
  return {
    topics: [{ topic: 'logs.classified', partitions: [partition(0, count), partition(1, count)] }],
    consumers: [
      lag('alert-consumer', 'alerts', 1),
      lag('processor', 'logs', 5),
      lag('indexer', 'logs.classified', 7),
      lag('processor-windows', 'logs.partials', 2),
    ],
    dead_letters: 0,
    ledger: { accepted: 3 * count, stored: count },
  };
}

const flowOf = (...answers: [at: number, count: number][]): FlowSample[] =>
  answers.reduce<FlowSample[]>((past, [at, count]) => addToFlow(past, queueOf(count), at), []);

test('the rate of each step is the mean of the last ten seconds', () => {
  const flow = flowOf([0, 0], [2_000, 100], [12_000, 100], [14_000, 340]);
  expect(flow.map(({ rates }) => rates.stored)).toEqual([null, 50, 0, 120]);
  expect(flow.at(-1)?.rates).toEqual({ accepted: 360, classified: 240, stored: 120 });
});

test('after a break the rate is that of the whole break', () => {
  expect(flowOf([0, 0], [60_000, 600]).at(-1)?.rates.stored).toBe(10);
});

test('there is no rate where counting began anew, or nobody counts', () => {
  expect(flowOf([0, 500], [2_000, 3]).at(-1)?.rates.stored).toBeNull();
  const { ledger: _, ...queue } = queueOf(4);
  expect(addToFlow(flowOf([0, 0]), queue, 2_000).at(-1)?.rates).toEqual({
    accepted: null,
    classified: 4,
    stored: null,
  });
});

test('what waits is told of the processor, the indexer, and the others together', () => {
  expect(flowOf([0, 0]).at(-1)?.waiting).toEqual({ processor: 5, indexer: 7, others: 3 });
});

test('only ten minutes are kept, and no moment twice', () => {
  const flow = flowOf([0, 0], [1_000, 1], [KEPT_MS + 500, 2], [KEPT_MS + 500, 3]);
  expect(flow.map(({ at }) => at)).toEqual([1_000, KEPT_MS + 500]);
});
