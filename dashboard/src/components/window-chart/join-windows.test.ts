import { expect, test } from '@jest/globals';
import { joinWindows } from './join-windows.ts';

const START = Date.parse('2026-11-26T00:00:00.000Z');
const MINUTE = 60_000;

function windowsOf(values: readonly (number | null)[]) {
  return values.map((value, at) => ({ time: new Date(START + at * MINUTE).toISOString(), value }));
}

test('few windows have a bar each', () => {
  const { bars, intervalMs, isJoined } = joinWindows(windowsOf([3, null, 5]));
  expect(bars.map(({ value }) => value)).toEqual([3, null, 5]);
  expect([intervalMs, isJoined]).toEqual([MINUTE, false]);
});

test('of the windows of a day none that is highest is lost', () => {
  const values = Array.from({ length: 1_440 }, (_, at) => (at === 777 ? 900 : at % 5 === 0 ? null : 1));
  const { bars, intervalMs, isJoined } = joinWindows(windowsOf(values));
  expect(bars.length).toBe(288);
  expect(bars[155]).toEqual({ start: START + 775 * MINUTE, value: 900 });
  expect([intervalMs, isJoined]).toEqual([5 * MINUTE, true]);
});

test('bars of several windows begin at round times, whenever the first window was', () => {
  const late = windowsOf(Array.from({ length: 1_443 }, (_, at) => at)).slice(3);
  const [one, other] = joinWindows(late).bars;
  expect([one, other]).toEqual([
    { start: START, value: 4 },
    { start: START + 5 * MINUTE, value: 9 },
  ]);
});

test('no window and a single one make a row too', () => {
  expect(joinWindows([])).toEqual({ bars: [], intervalMs: 0, isJoined: false });
  expect(joinWindows(windowsOf([4])).bars).toEqual([{ start: START, value: 4 }]);
});
