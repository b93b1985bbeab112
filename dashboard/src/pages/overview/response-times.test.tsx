/** @jest-environment jsdom */
import { afterEach, expect, test } from '@jest/globals';
import { cleanup, screen, within } from '@testing-library/react';
import { showPage } from '../../../../test/stand-ins/show-page.tsx';
import { buildTimeBar } from './build-response-times.ts';
import { ResponseTimes } from './response-times.tsx';

afterEach(cleanup);

const TIMES = { min: 1, avg: 9, p50: 7, p95: 20, p99: 90, max: 170 };
const NONE = { min: null, avg: null, p50: null, p95: null, p99: null, max: null };

const show = (times: typeof TIMES | typeof NONE, former?: typeof TIMES | typeof NONE): (string | null)[] => {
  showPage(<ResponseTimes times={times} former={former} q="service:shop" />);
  return screen.getAllByRole('term').map(({ parentElement }) => parentElement?.textContent ?? null);
};

test('each figure says how it changed against the period before, and leads to the logs that took as long', () => {
  expect(show(TIMES, { ...TIMES, p50: 14, p95: 10, max: 0 })).toEqual([
    'min1 ms±0 %',
    'avg9 ms±0 %',
    'p507 ms−50 %',
    'p9520 ms+100 %',
    'p9990 ms±0 %',
    'max170 ms',
  ]);
  screen.getByText('Half took up to 7 ms, 95 of 100 up to 20 ms');
  const p95 = screen.getByText('p95').parentElement as HTMLElement;
  const address = within(p95).getByRole('link').getAttribute('href') ?? '';
  expect(new URLSearchParams(address.split('?')[1]).get('q')).toBe('service:shop response_time:>=20');
});

test('where no log has a response time nothing is made up', () => {
  expect(show(NONE)).toEqual(['min–', 'avg–', 'p50–', 'p95–', 'p99–', 'max–']);
  expect(screen.queryByText(/Half took/)).toBeNull();
  expect(buildTimeBar(NONE)).toBeNull();
});

test('the bar goes from the shortest to the longest, in parts that end at the figures', () => {
  const bar = buildTimeBar(TIMES);
  expect(bar?.parts.map(({ end }) => end)).toEqual(['p50', 'p95', 'p99', 'max']);
  expect(bar?.parts.reduce((sum, { width }) => sum + width, 0)).toBeCloseTo(1);
  expect(bar?.avg).toBeGreaterThan(bar?.parts[0]?.width ?? 1);
  expect(buildTimeBar({ min: 5, avg: 5, p50: 5, p95: 5, p99: 5, max: 5 })).toBeNull();
});

test('a percentile that is estimated beyond its neighbour makes no part of less than nothing', () => {
  const widths = buildTimeBar({ ...TIMES, p95: 95, p99: 90 })?.parts.map(({ width }) => width) ?? [];
  expect(widths.every((width) => width >= 0)).toBe(true);
  expect(widths.reduce((sum, width) => sum + width, 0)).toBeCloseTo(1);
});
