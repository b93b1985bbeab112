import { expect, test } from '@jest/globals';
import { NOTHING_SELECTED, putRows, selectRange, toggleRow } from './select-rows.ts';

const ORDER = ['a', 'b', 'c', 'd'];

test('a row goes in and out', () => {
  const one = toggleRow(NOTHING_SELECTED, 'b');
  expect([...one.ids]).toEqual(['b']);
  expect([...toggleRow(one, 'b').ids]).toEqual([]);
});

test('several rows go in or out together, and leave the others', () => {
  const some = putRows(new Set(['a', 'b']), ['b', 'c'], true);
  expect([...some].toSorted()).toEqual(['a', 'b', 'c']);
  expect([...putRows(some, ['b', 'd'], false)]).toEqual(['a', 'c']);
});

test('a range goes from the last touched row, either way, and keeps the others', () => {
  const one = toggleRow(toggleRow(NOTHING_SELECTED, 'a'), 'd');
  expect([...selectRange(one, 'c', ORDER).ids].toSorted()).toEqual(['a', 'c', 'd']);
});

test('a range from nowhere, or from a row that is gone, is the row alone', () => {
  expect([...selectRange(NOTHING_SELECTED, 'c', ORDER).ids]).toEqual(['c']);
  expect([...selectRange({ ids: new Set(), anchor: 'z' }, 'c', ORDER).ids]).toEqual(['c']);
});
