/** @jest-environment jsdom */
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { cleanup, fireEvent, render } from '@testing-library/react';
import { nameOfKey, type Shortcuts, useShortcuts } from './shortcuts.ts';

afterEach(cleanup);

function Page({ shortcuts }: { shortcuts: Shortcuts }) {
  useShortcuts(shortcuts);
  return (
    <>
      <input aria-label="text" />
      <input aria-label="choice" type="checkbox" />
      <button type="button">press</button>
    </>
  );
}

const pressed = { key: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

describe('the name of a key', () => {
  test.each([
    [{ key: '/' }, '/'],
    [{ key: '?', shiftKey: true }, '?'],
    [{ key: 'f' }, 'f'],
    [{ key: 'F', shiftKey: true }, 'Shift+F'],
    [{ key: 'F' }, 'f'],
    [{ key: 'k', metaKey: true }, 'Mod+k'],
    [{ key: 'k', ctrlKey: true }, 'Mod+k'],
    [{ key: 'ArrowUp', shiftKey: true, altKey: true }, 'Alt+Shift+ArrowUp'],
  ])('of %j', (event, name) => expect(nameOfKey({ ...pressed, ...event })).toBe(name));
});

describe('shortcuts', () => {
  test('run what they stand for, and nothing else happens', () => {
    const run = jest.fn();
    render(<Page shortcuts={{ '/': run }} />);
    expect(fireEvent.keyDown(document.body, { key: '/' })).toBe(false);
    expect(fireEvent.keyDown(document.body, { key: 'x' })).toBe(true);
    expect(run).toHaveBeenCalledTimes(1);
  });

  test('are not pressed by who types, but by who ticks a box', () => {
    const run = jest.fn();
    const { getByLabelText } = render(<Page shortcuts={{ j: run, 'Mod+k': run }} />);
    fireEvent.keyDown(getByLabelText('text'), { key: 'j' });
    expect(run).toHaveBeenCalledTimes(0);
    fireEvent.keyDown(getByLabelText('text'), { key: 'k', ctrlKey: true });
    fireEvent.keyDown(getByLabelText('choice'), { key: 'j' });
    expect(run).toHaveBeenCalledTimes(2);
  });

  test('leave Space to the control that has the focus', () => {
    const run = jest.fn();
    const { getByLabelText, getByRole } = render(<Page shortcuts={{ ' ': run, j: run }} />);
    expect(fireEvent.keyDown(getByRole('button'), { key: ' ' })).toBe(true);
    expect(fireEvent.keyDown(getByLabelText('choice'), { key: ' ' })).toBe(true);
    expect(run).toHaveBeenCalledTimes(0);
    fireEvent.keyDown(document.body, { key: ' ' });
    fireEvent.keyDown(getByRole('button'), { key: 'j' });
    expect(run).toHaveBeenCalledTimes(2);
  });

  test('of two keys need both, in order, with nothing but modifiers between', () => {
    const run = jest.fn();
    render(<Page shortcuts={{ 'g E': jest.fn(), 'g Shift+E': run }} />);
    const press = (key: string, shiftKey = false): boolean => fireEvent.keyDown(document.body, { key, shiftKey });
    press('g');
    press('x');
    press('E', true);
    expect(run).toHaveBeenCalledTimes(0);
    press('g');
    press('Shift', true);
    press('E', true);
    expect(run).toHaveBeenCalledTimes(1);
  });

  test('end with their page', () => {
    const run = jest.fn();
    render(<Page shortcuts={{ j: run }} />).unmount();
    fireEvent.keyDown(document.body, { key: 'j' });
    expect(run).not.toHaveBeenCalled();
  });
});
