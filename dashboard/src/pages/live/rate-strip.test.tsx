/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { RateStrip } from './rate-strip.tsx';

const NOW = 1_000_000;
beforeEach(() => void jest.useFakeTimers({ now: NOW * 1_000 + 400 }));
afterEach(() => {
  cleanup();
  jest.useRealTimers();
});

const ago = (seconds: number, logs: number, errors: number) => ({ second: NOW - seconds, logs, errors });
const COUNTS = [ago(121, 900, 9), ago(120, 80, 0), ago(4, 1_500, 20), ago(1, 42, 3), ago(0, 7, 1)];

function show(): HTMLElement {
  return render(<RateStrip counts={COUNTS} />).container;
}
const told = (): (string | null)[] =>
  [/logs\/s$/, /errors\/s$/].map((unit) => screen.getByText(unit).parentElement?.textContent ?? null);

test('it tells the last whole second, and the most that a second of the last two minutes had', () => {
  show();
  expect(told()).toEqual(['42logs/s', '3errors/s']);
  expect(screen.getByText('Peak 1,500/s')).toBeTruthy();
});

test('each whole second in which something came has a bar, as high as its share of the most', () => {
  const [logs, errors] = [...show().querySelectorAll('path')].map((path) => path.getAttribute('d') ?? '');
  expect(logs?.match(/M[\d.]+ 32v-[\d.]+/g)).toEqual(['M0 32v-1.7', 'M116 32v-32.0', 'M119 32v-1.0']);
  expect(errors?.match(/M[\d.]+/g)).toEqual(['M116', 'M119']);
});

test('it tells the second that is pointed at', () => {
  const chart = show().querySelector('svg') as SVGElement;
  chart.getBoundingClientRect = () => ({ left: 0, width: 240 }) as DOMRect;
  const point = (clientX: number) => fireEvent(chart, new MouseEvent('pointermove', { bubbles: true, clientX }));
  point(240 - 7);
  expect(told()).toEqual(['1,500logs/s', '20errors/s']);
  expect(screen.getByText('4 seconds ago')).toBeTruthy();
  point(240 - 5);
  expect(told()).toEqual(['0logs/s', '0errors/s']);
  fireEvent.pointerLeave(chart);
  expect(told()).toEqual(['42logs/s', '3errors/s']);
});
