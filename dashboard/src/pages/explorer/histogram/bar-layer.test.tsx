/** @jest-environment jsdom */
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { type GivenSize, giveSize } from '../../../../../test/stand-ins/give-size.ts';
import { BarLayer } from './bar-layer.tsx';
import type { Histogram } from './build-histogram.ts';

const START = Date.parse('2026-11-26T13:00:00.000Z');
const MINUTE = 60_000;
const WIDTH = 1_000;

const histogram: Histogram = {
  intervalMs: MINUTE,
  bars: Array.from({ length: 10 }, (_, index) => ({
    start: START + index * MINUTE,
    end: START + (index + 1) * MINUTE,
    total: index,
    counts: { error: index },
    isUnfinished: index === 9,
  })),
  series: [{ key: 'error', colour: 'red', total: 45, isRest: false }],
  total: 45,
};

let size: GivenSize;
beforeEach(() => {
  // jsdom catches no pointer
  size = giveSize(WIDTH, 100);
  HTMLElement.prototype.setPointerCapture = () => {};
});
afterEach(() => {
  cleanup();
  size.restore();
  Reflect.deleteProperty(HTMLElement.prototype, 'setPointerCapture');
});

function show() {
  const told = { onZoom: jest.fn(), onZoomOut: jest.fn() };
  render(<BarLayer histogram={histogram} zone="UTC" {...told} />);
  return { ...told, layer: screen.getByRole('slider') };
}

describe('the keys of the histogram', () => {
  test('move over the bars from the last one on, and say what they hold', () => {
    const { layer } = show();
    fireEvent.keyDown(layer, { key: 'ArrowLeft' });
    expect(layer.getAttribute('aria-valuetext')).toBe('2026-11-26 13:09 – 13:10: 9 logs');
    fireEvent.keyDown(layer, { key: 'ArrowLeft' });
    expect(layer.getAttribute('aria-valuenow')).toBe('8');
    fireEvent.keyDown(layer, { key: 'Home' });
    fireEvent.keyDown(layer, { key: 'ArrowLeft' });
    expect(layer.getAttribute('aria-valuenow')).toBe('0');
  });

  test('extend with Shift, zoom with Enter, let go with Escape', () => {
    const { layer, onZoom } = show();
    fireEvent.keyDown(layer, { key: 'Home' });
    fireEvent.keyDown(layer, { key: 'ArrowRight' });
    fireEvent.keyDown(layer, { key: 'ArrowRight', shiftKey: true });
    fireEvent.keyDown(layer, { key: 'ArrowRight', shiftKey: true });
    expect(layer.getAttribute('aria-valuetext')).toBe('2026-11-26 13:01 – 13:04: 6 logs');
    fireEvent.keyDown(layer, { key: 'Enter' });
    fireEvent.keyDown(layer, { key: 'Enter' });
    expect(onZoom.mock.calls).toEqual([[1, 3]]);
    fireEvent.keyDown(layer, { key: 'Home' });
    fireEvent.keyDown(layer, { key: 'Escape' });
    fireEvent.keyDown(layer, { key: 'Enter' });
    expect(onZoom).toHaveBeenCalledTimes(1);
  });
});

/** jsdom's events of pointers have no place. */
function point(type: string, target: Element, clientX: number): void {
  fireEvent(target, new MouseEvent(type, { bubbles: true, button: 0, clientX }));
}

describe('the pointer on the histogram', () => {
  test('zooms into what it was drawn over', () => {
    const { layer, onZoom } = show();
    point('pointerdown', layer, 750);
    point('pointermove', layer, 350);
    point('pointerup', layer, 350);
    expect(onZoom.mock.calls).toEqual([[7, 3]]);
  });

  test('zooms nowhere when it was only pressed, and out when it was pressed twice', () => {
    const { layer, onZoom, onZoomOut } = show();
    point('pointerdown', layer, 750);
    point('pointermove', layer, 752);
    point('pointerup', layer, 752);
    fireEvent.doubleClick(layer);
    expect(onZoom).not.toHaveBeenCalled();
    expect(onZoomOut).toHaveBeenCalledTimes(1);
  });

  test('shows what a bar holds while it looks', () => {
    const { layer } = show();
    point('pointermove', layer, 950);
    expect(layer.textContent).toContain('13:09 – 13:10 · not over yet');
    point('pointerout', layer, 0);
    expect(layer.textContent).toBe('');
  });
});
