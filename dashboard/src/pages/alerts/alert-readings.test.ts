import { describe, expect, test } from '@jest/globals';
import { readingsOf } from './alert-readings.ts';

const START = Date.parse('2026-11-26T10:00:00.000Z');
const MINUTE = 60_000;
const at = (minute: number): string => new Date(START + minute * MINUTE).toISOString();

/** Windows of a minute around an alert that began in the second of them. */
function read(values: readonly (number | null)[], wanted: { op?: string; endedAt?: number; value?: number } = {}) {
  const windows = values.map((value, minute) => ({ time: at(minute), value }));
  const { op = '>=', endedAt, value = 20 } = wanted;
  const alert = { value, started_at: at(1.5), ended_at: endedAt === undefined ? null : at(endedAt) };
  const now = START + (values.length - 0.5) * MINUTE;
  return readingsOf(alert, { windowMs: MINUTE, op }, windows, now);
}

describe('of an alert', () => {
  test('that goes on, the highest value and the one by now are told', () => {
    expect(read([90, 20, 120, 17, 4])).toEqual({ peak: 120, latest: 17 });
  });

  test('a window that still fills counts once it holds more than the last whole one', () => {
    expect(read([0, 20, 17, 30])).toEqual({ peak: 30, latest: 30 });
    expect(read([0, 25])).toEqual({ peak: 25, latest: 25 });
  });

  test('that is over, only what was measured while it lasted is told', () => {
    expect(read([0, 20, 60, 5, 300, 0], { endedAt: 3.5 })).toEqual({ peak: 60, latest: null });
  });

  test('that fired higher than any window tells that value', () => {
    expect(read([0, 12, 9, 0], { value: 42 })).toEqual({ peak: 42, latest: 9 });
  });

  test('about too little, the lowest is the worst; what still fills and what holds nothing is not judged', () => {
    expect(read([50, 8, 3, 0, 7, 1], { op: '<', value: 8 })).toEqual({ peak: 3, latest: 7 });
  });

  test('whose windows have too little to be judged, nothing is made up', () => {
    expect(read([null, null, null], { value: 0.4 })).toEqual({ peak: 0.4, latest: null });
  });

  test('of which only the beginning was asked for, neither is known', () => {
    const windows = [0, 1, 2].map((minute) => ({ time: at(minute), value: 30 }));
    const alert = { value: 20, started_at: at(1.5), ended_at: null };
    const line = { windowMs: MINUTE, op: '>=' };
    expect(readingsOf(alert, line, windows, START + 90 * MINUTE)).toEqual({ peak: null, latest: null });
  });

  test('of which only the end was asked for, the peak is not known', () => {
    const windows = [7, 8, 9].map((minute) => ({ time: at(minute), value: 30 }));
    const alert = { value: 20, started_at: at(1.5), ended_at: null };
    expect(readingsOf(alert, { windowMs: MINUTE, op: '>=' }, windows, START + 10 * MINUTE)).toEqual({
      peak: null,
      latest: 30,
    });
  });
});
