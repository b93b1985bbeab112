import { expect, test } from '@jest/globals';
import { spanMarks, timeMarks } from './time-marks.ts';

const START = Date.parse('2026-11-26T13:00:00.000Z');
const MINUTE = 60_000;

function textsOf(count: number, intervalMs: number, zone = 'UTC'): string[] {
  const bars = Array.from({ length: count }, (_, index) => ({ start: START + index * intervalMs }));
  return timeMarks({ bars, intervalMs }, zone).map(({ text }) => text);
}

test('the axis is marked at round times', () => {
  expect(textsOf(120, MINUTE / 2)).toEqual(['13:00', '13:10', '13:20', '13:30', '13:40', '13:50']);
  expect(textsOf(6, MINUTE)).toEqual(['13:00', '13:01', '13:02', '13:03', '13:04', '13:05']);
});

test('the axis is marked at what is round in the zone', () => {
  expect(textsOf(24 * 6, 10 * MINUTE, 'Asia/Kolkata').slice(0, 2)).toEqual(['21:00', '00:00']);
});

test('a day of bars says only clocks, also where it begins and ends within one', () => {
  expect(textsOf(24 * 12 + 1, 5 * MINUTE)[0]).toBe('15:00');
  expect(textsOf(24 * 12 + 2, 5 * MINUTE)[0]).toBe('Nov 26 15:00');
});

test('a mark stands below the middle of its bar', () => {
  const bars = [0, 1, 2, 3].map((index) => ({ start: START + (index - 1) * 5 * MINUTE }));
  expect(timeMarks({ bars, intervalMs: 5 * MINUTE }, 'UTC')[1]).toEqual({ at: 0.375, text: '13:00' });
});

test('one bar has its begin below it, also where that is odd', () => {
  expect(timeMarks({ bars: [{ start: START + 1_234 }], intervalMs: 5 * MINUTE }, 'UTC')).toEqual([
    { at: 0.5, text: '13:00:01' },
  ]);
});

test('the marks of a span are round in the zone, and about as many in one minute as in ten', () => {
  const textsIn = (spanMs: number, zone = 'UTC'): string[] =>
    spanMarks(START + 1_000, START + 1_000 + spanMs, zone).map(({ text }) => text);
  expect(textsIn(MINUTE)).toEqual(['13:00:15', '13:00:30', '13:00:45', '13:01:00']);
  expect(textsIn(10 * MINUTE)).toEqual(['13:02', '13:04', '13:06', '13:08', '13:10']);
  expect(textsIn(10 * MINUTE, 'Asia/Kolkata')[0]).toBe('18:32');
  expect(spanMarks(START - MINUTE, START + 3 * MINUTE, 'UTC').map(({ at }) => at)).toEqual([0, 0.25, 0.5, 0.75, 1]);
});
