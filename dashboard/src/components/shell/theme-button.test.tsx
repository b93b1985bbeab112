/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { ThemeButton } from './theme-button.tsx';

/** What the system says of its theme, as a browser asks it. */
class SystemTheme extends EventTarget {
  matches = false;
  change(isDark: boolean): void {
    this.matches = isDark;
    this.dispatchEvent(new Event('change'));
  }
}

const ownMatchMedia = globalThis.matchMedia;
let system: SystemTheme;
beforeEach(() => {
  system = new SystemTheme();
  globalThis.matchMedia = () => system as unknown as MediaQueryList;
  render(<ThemeButton />);
});
afterEach(() => {
  cleanup();
  localStorage.clear();
  globalThis.matchMedia = ownMatchMedia;
});

const shown = (): string | undefined => document.documentElement.dataset.theme;

test('the page follows the theme of the system', () => {
  expect(shown()).toBe('light');
  act(() => system.change(true));
  expect(shown()).toBe('dark');
  expect(screen.getByRole('button', { name: 'Switch to the light theme' })).toBeTruthy();
});

test('a theme of its own stays whatever the system does; who switches back to that of the system follows it again', () => {
  fireEvent.click(screen.getByRole('button', { name: 'Switch to the dark theme' }));
  act(() => system.change(true));
  act(() => system.change(false));
  expect(shown()).toBe('dark');
  fireEvent.click(screen.getByRole('button', { name: 'Switch to the light theme' }));
  expect(shown()).toBe('light');
  act(() => system.change(true));
  expect(shown()).toBe('dark');
});
