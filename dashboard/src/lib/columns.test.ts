import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  addColumn,
  columnTracks,
  DEFAULT_COLUMNS,
  fitColumns,
  formatColumns,
  moveColumn,
  parseColumns,
  removeColumn,
  widthOf,
} from './columns.ts';

test('a column is added before the message, once', () => {
  expect(addColumn(['timestamp', 'message'], 'host')).toEqual(['timestamp', 'host', 'message']);
  expect(addColumn(['message', 'level'], 'host')).toEqual(['message', 'level', 'host']);
  expect(addColumn(['host', 'message'], 'host')).toEqual(['host', 'message']);
});

test('the last column stays', () => {
  expect(removeColumn(removeColumn(['a', 'b'], 'a'), 'b')).toEqual(['b']);
});

test('a column moves to a place, at most to an end', () => {
  expect(moveColumn(['a', 'b', 'c'], 'a', 1)).toEqual(['b', 'a', 'c']);
  expect(moveColumn(['a', 'b', 'c'], 'a', 9)).toEqual(['b', 'c', 'a']);
  expect(moveColumn(['a', 'b', 'c'], 'c', -1)).toEqual(['c', 'a', 'b']);
  expect(moveColumn(['a'], 'x', 0)).toEqual(['a']);
});

test('an address without columns has none, and widths are never absurd', () => {
  expect(parseColumns(null)).toBeNull();
  expect(parseColumns(',,')).toBeNull();
  expect(widthOf('toString', { toString: Number.NaN } as never)).toBe(150);
  expect(widthOf('a', { a: 1e9 })).toBe(1_200);
});

test('the message takes what is left, else the last column', () => {
  expect(columnTracks(['level', 'message', 'host'], { level: 80 })).toBe('80px minmax(160px, 1fr) 140px');
  expect(columnTracks(['level', 'host'], {})).toBe('76px minmax(140px, 1fr)');
});

test.each([
  [900, ['timestamp', 'level', 'category', 'service', 'message']],
  [800, ['timestamp', 'level', 'category', 'message']],
  [592, ['timestamp', 'level', 'message']],
  [300, ['timestamp', 'message']],
])('in %i px stand the columns that leave room for the message', (room, columns) => {
  expect(fitColumns(DEFAULT_COLUMNS, {}, room)).toEqual(columns);
});

test('without a message no column gives way', () => {
  expect(fitColumns(['level', 'host'], {}, 100)).toEqual(['level', 'host']);
});

test('any names survive the address, and nothing is lost by moving', () => {
  const names = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1 });
  fc.assert(
    fc.property(names, fc.nat(), fc.integer(), (columns, index, to) => {
      expect(parseColumns(formatColumns(columns))).toEqual(columns);
      const moved = moveColumn(columns, columns[index % columns.length] ?? '', to);
      expect(moved.toSorted()).toEqual(columns.toSorted());
    }),
  );
  expect(parseColumns(formatColumns(DEFAULT_COLUMNS))).toEqual(DEFAULT_COLUMNS);
});
