/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { act, cleanup, render, screen } from '@testing-library/react';
import { TailAnnouncer } from './tail-announcer.tsx';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => {
  cleanup();
  jest.useRealTimers();
});

const quiet = { isHeld: false, status: 'live', logs: 0, errors: 0 } as const;
const said = (): string | null => screen.getByRole('status').textContent;

test('says that the view is held, and that it follows again', () => {
  const { rerender } = render(<TailAnnouncer {...quiet} />);
  expect(said()).toBe('');
  rerender(<TailAnnouncer {...quiet} isHeld />);
  expect(said()).toBe('The view is paused');
  rerender(<TailAnnouncer {...quiet} />);
  expect(said()).toBe('The view follows what comes in');
});

test.each(['reconnecting', 'away'] as const)(
  'says that a connection is lost (%s) and back, but not that there is one at first',
  (lost) => {
    const { rerender } = render(<TailAnnouncer {...quiet} status="connecting" />);
    rerender(<TailAnnouncer {...quiet} />);
    expect(said()).toBe('');
    rerender(<TailAnnouncer {...quiet} status={lost} />);
    expect(said()).toBe('The connection is lost');
    rerender(<TailAnnouncer {...quiet} />);
    expect(said()).toBe('The connection is back');
  },
);

test('says how much is new every ten seconds, also after clearing, and nothing when nothing came', () => {
  const { rerender } = render(<TailAnnouncer {...quiet} />);
  const after10s = (logs: number, errors: number): string | null => {
    rerender(<TailAnnouncer {...quiet} logs={logs} errors={errors} />);
    act(() => void jest.advanceTimersByTime(10_000));
    return said();
  };
  expect(after10s(0, 0)).toBe('');
  rerender(<TailAnnouncer {...quiet} logs={7} />);
  expect(said()).toBe('');
  expect(after10s(42, 3)).toBe('42 new lines, 3 errors');
  expect(after10s(1_042, 3)).toBe('1,000 new lines, 0 errors');
  expect(after10s(5, 1)).toBe('5 new lines, 1 error');
});
