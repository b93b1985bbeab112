/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { alertOf } from '../../../../test/stand-ins/alert-server.ts';
import { type FakeFetch, fakeFetch } from '../../../../test/stand-ins/fake-fetch.ts';
import { addressShown, showPage } from '../../../../test/stand-ins/show-page.tsx';
import { UploadProvider } from '../upload/upload-provider.tsx';
import { CommandPalette } from './command-palette.tsx';

let server: FakeFetch;
beforeEach(() => {
  const alerts = [alertOf('7', { rule: 'failed-logins', group: { ip_address: '203.0.113.9' } })];
  const body = { by_service: { shop: 3 }, alerts, rules: [{ name: 'failed-logins' }, { name: 'new' }] };
  server = fakeFetch(() => ({ status: 200, body }));
});
afterEach(() => {
  cleanup();
  server.restore();
  jest.restoreAllMocks();
});

const closed = jest.fn();
async function show(): Promise<void> {
  showPage(
    <UploadProvider>
      <CommandPalette onClose={closed} />
    </UploadProvider>,
    { address: '/?tz=UTC' },
  );
  await screen.findByRole('option', { name: /^shop/ });
}

const input = (): HTMLElement => screen.getByRole('combobox');
const press = (key: string): void => void fireEvent.keyDown(input(), { key });
const options = (): HTMLElement[] => screen.getAllByRole('option');

test('what the arrows reach is told, and brought into sight', async () => {
  const seen: unknown[] = [];
  jest.spyOn(Element.prototype, 'scrollIntoView').mockImplementation(function (this: Element) {
    seen.push(this);
  });
  await show();
  expect(input().getAttribute('aria-autocomplete')).toBe('list');
  press('ArrowUp');
  const last = options().at(-1);
  expect(last?.getAttribute('aria-selected')).toBe('true');
  expect(input().getAttribute('aria-activedescendant')).toBe(last?.id);
  press('ArrowDown');
  expect(seen).toEqual([last, options()[0]]);
});

test('a service is found by typing and taken with Enter', async () => {
  await show();
  press('ArrowDown');
  fireEvent.change(input(), { target: { value: 'sho' } });
  expect(options().map(({ textContent }) => textContent)).toEqual(['shopService', 'Search logs for shoSearch']);
  press('Enter');
  expect(addressShown()).toBe('/explorer?tz=UTC&q=service:shop');
  expect(closed).toHaveBeenCalled();
});

test('an open alert and its rule are found by name', async () => {
  await show();
  fireEvent.change(input(), { target: { value: 'failed' } });
  const texts = options().map(({ textContent }) => textContent);
  expect(texts).toEqual(['failed-logins · 203.0.113.9Open alert', 'failed-loginsRule', 'Search logs for failedSearch']);
  press('ArrowDown');
  press('Enter');
  expect(addressShown()).toBe('/rules/failed-logins?tz=UTC');
});
