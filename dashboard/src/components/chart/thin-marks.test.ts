import { expect, test } from '@jest/globals';
import { thinMarks } from './thin-marks.ts';

const marks = (xs: number[]) => xs.map((x) => ({ x, text: '13:00' }));
const placesOf = (xs: number[], width: number): number[] => thinMarks(marks(xs), width, 16).map(({ x }) => x);

test('marks that have room all stay', () => {
  expect(placesOf([100, 200, 300], 400)).toEqual([100, 200, 300]);
});

test('of marks that are too close each second or third stays, evenly apart', () => {
  expect(placesOf([100, 130, 160, 190, 220], 400)).toEqual([100, 160, 220]);
  expect(placesOf([100, 120, 140, 160, 180, 200], 400)).toEqual([100, 160]);
});

test('a mark that an end would cut off is left out, and one is always shown', () => {
  expect(placesOf([5, 100, 395], 400)).toEqual([100]);
  expect(placesOf([30, 40], 400)).toEqual([30]);
  expect(placesOf([], 400)).toEqual([]);
});
