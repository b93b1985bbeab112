import { expect, test } from '@jest/globals';
import { rateBetween, sightingOf } from './rates.ts';

const sight = (at: number, end: number) =>
  sightingOf(
    { topics: [{ topic: 'logs', partitions: [{ partition: 0, begin_offset: 0, end_offset: end, groups: [] }] }] },
    at,
  );

test('a rate is what came between two sightings', () => {
  expect(rateBetween(sight(1_000, 100), sight(3_000, 500), 'logs/0')).toBe(200);
});

test('there is none without a sighting before, for another partition, or when a topic began anew', () => {
  expect(rateBetween(null, sight(3_000, 500), 'logs/0')).toBeNull();
  expect(rateBetween(sight(1_000, 100), sight(3_000, 500), 'logs/1')).toBeNull();
  expect(rateBetween(sight(1_000, 100), sight(3_000, 0), 'logs/0')).toBeNull();
  expect(rateBetween(sight(1_000, 100), sight(1_000, 100), 'logs/0')).toBeNull();
});
