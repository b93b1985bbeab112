import { expect, test } from '@jest/globals';
import { barPaths } from './bar-paths.ts';
import type { Histogram } from './build-histogram.ts';

const bar = (start: number, counts: Record<string, number>, isUnfinished = false) => {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return { start, end: start + 10, total, counts, isUnfinished };
};
const series = ['info', 'error'].map((key) => ({ key, colour: 'red', total: 0, isRest: false }));

test('series stand on each other, bar beside bar, and what is not over is drawn apart', () => {
  const histogram: Histogram = {
    intervalMs: 10,
    bars: [bar(0, { info: 3, error: 2 }), bar(10, { error: 1 }), bar(20, { info: 4 }, true)],
    series,
    total: 10,
  };
  const paths = barPaths(histogram, { x: 40, width: 300, place: (count) => 100 - count * 10 });
  expect(paths).toEqual([
    { finished: 'M46 70h88V100H46Z', unfinished: 'M246 60h88V100H246Z' },
    { finished: 'M46 50h88V70H46ZM146 90h88V100H146Z', unfinished: '' },
  ]);
});
