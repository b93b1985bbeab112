/** @jest-environment jsdom */
import { afterEach, expect, test } from '@jest/globals';
import { cleanup, render } from '@testing-library/react';
import { ChartNote } from './chart-note.tsx';
import { stretchOf } from './stretch.ts';

afterEach(cleanup);

function placeOf(one: number, other: number): string {
  const { container } = render(<ChartNote about={stretchOf(one, other, 10)} title="13:00" />);
  return (container.firstElementChild as HTMLElement).getAttribute('style') ?? '';
}

test('it stands beside what it is about, on the side with more room', () => {
  expect(placeOf(0, 0)).toBe('inset-inline-start: calc(10% + 8px);');
  expect(placeOf(3, 2)).toBe('inset-inline-start: calc(40% + 8px);');
  expect(placeOf(6, 9)).toBe('inset-inline-end: calc(40% + 8px);');
});
