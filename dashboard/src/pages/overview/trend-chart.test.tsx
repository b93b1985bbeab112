/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { cleanup, fireEvent } from '@testing-library/react';
import { type GivenSize, giveSize } from '../../../../test/stand-ins/give-size.ts';
import { addressShown, showPage } from '../../../../test/stand-ins/show-page.tsx';
import type { Series } from '../../components/chart/build-series.ts';
import type { Trend } from './build-trend.ts';
import { TrendChart } from './trend-chart.tsx';

const START = Date.parse('2026-11-26T13:00:00.000Z');
const MINUTE = 60_000;
const trend: Trend = {
  intervalMs: MINUTE,
  series: ['Security', 'Business'].map((key) => ({ key, colour: 'red', total: 5, isRest: false })),
  buckets: [
    [1, 2],
    [0, 3],
    [4, 0],
  ].map(([Security = 0, Business = 0], at) => {
    const from = START + at * MINUTE;
    return { from, to: from + MINUTE - 1, total: Security + Business, counts: { Security, Business } };
  }),
};

// the bars take 300 px from the 44th on
let size: GivenSize;
beforeEach(() => {
  size = giveSize(348, 224);
});
afterEach(() => {
  cleanup();
  size.restore();
});

function show(): HTMLElement {
  const linkOf = (bucket: number, { key }: Series): string => `/explorer/${bucket}/${key}`;
  return showPage(<TrendChart trend={trend} zone="UTC" linkOf={linkOf} />).container;
}

const look = (chart: Element | null, clientX: number): boolean =>
  fireEvent(chart as Element, new MouseEvent('pointermove', { bubbles: true, clientX }));

test('each bar stands on the one before and leads to what it counts; what counts nothing is no bar', () => {
  const page = show();
  const bars = [...page.querySelectorAll('a')].map((bar) => {
    const rectangle = bar.querySelector('rect');
    return [bar.getAttribute('href'), ...['x', 'y', 'height'].map((name) => Number(rectangle?.getAttribute(name)))];
  });
  // 186 px for the 4 of the axis
  expect(bars).toEqual([
    ['/explorer/0/Security', 44, 147.5, 46.5],
    ['/explorer/0/Business', 44, 54.5, 93],
    ['/explorer/1/Business', 144, 54.5, 139.5],
    ['/explorer/2/Security', 244, 8, 186],
  ]);
  fireEvent.click(page.querySelector('a rect') as Element);
  expect(addressShown()).toBe('/explorer/0/Security');
});

test('what is under the pointer is told, from top to bottom', () => {
  const page = show();
  const chart = page.firstElementChild;
  look(chart, 50);
  expect(chart?.textContent).toContain('13:00 – 13:01Business2Security1Total3');
  look(chart, 20);
  expect(chart?.textContent).not.toContain('Total');
  look(chart, 343);
  expect(chart?.textContent).toContain('Total4');
  fireEvent.pointerOut(chart as Element);
  expect(chart?.textContent).not.toContain('Total');
});
