/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { type GivenSize, giveSize } from '../../../../test/stand-ins/give-size.ts';
import { showPage } from '../../../../test/stand-ins/show-page.tsx';
import { WindowChart } from './window-chart.tsx';

const START = Date.parse('2026-11-26T13:00:00.000Z');
const MINUTE = 60_000;

// 500 px for ten windows, 154 px for the 40 of the axis
let size: GivenSize;
beforeEach(() => {
  size = giveSize(552, 192);
});
afterEach(() => {
  cleanup();
  size.restore();
});

function show(values: readonly (number | null)[], windowMs = MINUTE): HTMLElement {
  const windows = values.map((value, at) => ({ time: new Date(START + at * windowMs).toISOString(), value }));
  showPage(
    <WindowChart
      windows={windows}
      unit="logs"
      label="Logs per 1m"
      marked={{ from: START + 7 * MINUTE, to: START + 9 * MINUTE, says: 'fired 13:07' }}
      threshold={{ value: 20, says: 'threshold 20 logs' }}
      crosses={(value) => value >= 20}
    />,
    { address: '/?tz=UTC' },
  );
  return screen.getByRole('img', { name: 'Logs per 1m' });
}

const VALUES = [1, 2, null, 4, 0, 3, 5, 33, 40, 8];

test('counts and times stand on the axes, the threshold and the alert beside their lines', () => {
  const texts = [...show(VALUES).querySelectorAll('text')].map(({ textContent }) => textContent);
  expect(texts).toEqual(expect.arrayContaining(['0', '10', '20', '30', '40']));
  expect(texts).toEqual(expect.arrayContaining(['13:00', '13:02', '13:04', 'threshold 20 logs', 'fired 13:07']));
});

test('windows that cross the threshold are drawn apart; those without anything are not drawn', () => {
  const [calm, crossing] = [...show(VALUES).querySelectorAll('path')].map((path) => path.getAttribute('d') ?? '');
  expect(calm?.match(/M[\d.]+/g)).toEqual(['M48.00', 'M98.00', 'M198.00', 'M298.00', 'M348.00', 'M498.00']);
  expect(crossing).toBe('M398.00 172V44.95h40.00V172zM448.00 172V18.00h40.00V172z');
});

test('the stretch of the alert lies behind its windows', () => {
  const marked = show(VALUES).querySelector('rect');
  expect([marked?.getAttribute('x'), marked?.getAttribute('width')]).toEqual(['398', '100']);
});

test('what is under the pointer is told', () => {
  const chart = show(VALUES);
  const look = (clientX: number): boolean =>
    fireEvent(chart, new MouseEvent('pointermove', { bubbles: true, clientX }));
  look(460);
  expect(chart.textContent).toContain('13:08 – 13:0940 logs');
  look(160);
  expect(chart.textContent).toContain('13:02 – 13:03too few logs to be judged');
  fireEvent.pointerOut(chart);
  expect(chart.textContent).not.toContain('13:02 –');
});

test('of a day of windows a bar says the highest that it stands for', () => {
  const chart = show(Array.from({ length: 1_440 }, (_, at) => (at === 2 ? 40 : 1)));
  fireEvent(chart, new MouseEvent('pointermove', { bubbles: true, clientX: 48 }));
  expect(chart.textContent).toContain('13:00 – 13:05at most 40 logs');
});

test('the edges of a window that is no whole minute are told with their seconds', () => {
  const chart = show(VALUES.concat(VALUES), 30_000);
  fireEvent(chart, new MouseEvent('pointermove', { bubbles: true, clientX: 60 }));
  expect(chart.textContent).toContain('13:00:00 – 13:00:301 log');
});
