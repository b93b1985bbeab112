/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { addressShown, showPage } from '../../../../test/stand-ins/show-page.tsx';
import { MenuSheet } from './menu.tsx';
import { ZoneSelect } from './zone-select.tsx';

const show = (part: React.ReactNode, search = '?tz=UTC') => showPage(part, { address: `/${search}` });

beforeEach(() => localStorage.clear());
afterEach(cleanup);

const opener = (): HTMLElement => screen.getByRole('button', { name: /^Time zone/ });
const open = (): void => void fireEvent.click(opener());
const input = (): HTMLElement => screen.getByRole('combobox');
const type = (value: string): void => void fireEvent.change(input(), { target: { value } });
const press = (key: string): void => void fireEvent.keyDown(input(), { key });
const options = (): string[] => screen.getAllByRole('option').map(({ textContent }) => textContent);
const said = (): string => document.querySelector('p[role=status]')?.textContent ?? '';

test('the button says the zone in short', () => {
  show(<ZoneSelect />, '?tz=Asia/Tokyo');
  expect(opener().textContent).toBe('Time zone: GMT+9 · Tokyo');
});

test('a zone is found by typing and taken with Enter; the focus goes back to the button', () => {
  show(<ZoneSelect />);
  open();
  expect(document.activeElement).toBe(input());
  type('tokyo');
  expect(options()).toEqual(['Asia/TokyoGMT+9']);
  press('Enter');
  expect(addressShown()).toBe('/?tz=Asia/Tokyo');
  expect(screen.queryByRole('combobox')).toBeNull();
  expect(document.activeElement).toBe(opener());
});

test('arrows go from zone to zone, and around', () => {
  show(<ZoneSelect />);
  open();
  const active = (): string | null => screen.getByRole('option', { selected: true }).textContent;
  expect(active()).toMatch(/^Local/);
  press('ArrowDown');
  expect(active()).toBe('UTC(chosen)GMT');
  press('ArrowUp');
  press('ArrowUp');
  expect(screen.getAllByRole('option').at(-1)?.getAttribute('aria-selected')).toBe('true');
});

test('what was chosen lately stands behind the own zone and UTC, and many more are told of', () => {
  show(<ZoneSelect />);
  open();
  type('new york');
  press('Enter');
  open();
  expect(options().slice(1, 3)).toEqual(['UTCGMT', expect.stringMatching(/^America\/New York\(chosen\)/)]);
  expect(said()).toMatch(/^\d{3} more: type to find them\.$/);
});

test('that nothing is found is said, and Enter takes nothing', () => {
  show(<ZoneSelect />);
  open();
  type('mars');
  expect(said()).toBe('No time zone is called that.');
  press('ArrowDown');
  press('Enter');
  expect(addressShown()).toBe('/?tz=UTC');
});

test('the menu of narrow screens has the zone, the theme and the keys', () => {
  show(<MenuSheet onClose={() => {}} />);
  open();
  fireEvent.click(screen.getByRole('option', { name: /^UTC/ }));
  expect(document.activeElement).toBe(opener());
  expect(opener().textContent).toBe('Time zoneUTC');
  fireEvent.click(screen.getByRole('button', { name: 'Switch to the dark theme' }));
  expect(document.documentElement.dataset.theme).toBe('dark');
  fireEvent.click(screen.getByRole('button', { name: 'Keyboard shortcuts' }));
  expect(screen.getByRole('heading', { name: 'Keyboard shortcuts' })).toBeTruthy();
});
