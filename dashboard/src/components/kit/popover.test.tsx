/** @jest-environment jsdom */
import { afterEach, expect, test } from '@jest/globals';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { Popover } from './popover.tsx';

afterEach(cleanup);

function show(): HTMLElement {
  render(
    <Popover opener={(attributes) => <button {...attributes}>Open</button>}>
      <p>inside</p>
    </Popover>,
  );
  return screen.getByRole('button', { name: 'Open' });
}

test('one that was opened without the focus has it, so that Escape closes it', () => {
  const opener = show();
  act(() => opener.click());
  expect(document.activeElement).toBe(opener);
  fireEvent.keyDown(document.activeElement as Element, { key: 'Escape' });
  expect(screen.queryByText('inside')).toBeNull();
});

test('a press elsewhere closes it, one inside does not', () => {
  const opener = show();
  act(() => opener.click());
  fireEvent.pointerDown(screen.getByText('inside'));
  expect(screen.getByText('inside')).toBeTruthy();
  fireEvent.pointerDown(document.body);
  expect(screen.queryByText('inside')).toBeNull();
});
