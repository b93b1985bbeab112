import { expect, it } from '@jest/globals';
import { frameFigures } from './frames.ts';

it('counts frames within each stretch, and nothing between two', () => {
  const even = Array.from({ length: 101 }, (_, at) => at * 20);
  expect(frameFigures([even, even.map((time) => time + 60_000)])).toEqual({
    perSecond: 50,
    long: 0,
    p99: 20,
    longest: 20,
  });
});

it('tells frames that came late', () => {
  const figures = frameFigures([[0, 16, 32, 132, 182]]);
  expect(figures).toMatchObject({ long: 1, longest: 100 });
  expect(figures.perSecond).toBeCloseTo(4 / 0.182);
});
