/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { MemoryRouter, Route, Routes, useLocation } from 'react-router';
import { giveSize } from '../../../../test/stand-ins/give-size.ts';
import { bodyOf, newDraft } from './rule-draft.ts';
import RulePage from './rule-page.tsx';
import RulesPage from './rules-page.tsx';

/** What the stand-in for the server was told to keep. */
let rules: Record<string, unknown>[];

function respond(method: string, path: string, body: Record<string, unknown>): { status: number; body: unknown } {
  const name = path.split('/').at(-1);
  if (path === '/api/v1/alerts') return { status: 200, body: { alerts: [], next_cursor: null } };
  if (path === '/api/v1/logs/trends') return { status: 200, body: { interval: '1m', by: 'level', buckets: [] } };
  if (path === '/api/v1/alert-rules' && method === 'GET') return { status: 200, body: { rules } };
  if (method !== 'GET') {
    const served = { ...body, origin: 'api' };
    rules = [...rules.filter((rule) => rule.name !== body.name), served];
    return { status: 200, body: served };
  }
  const found = rules.find((rule) => rule.name === name);
  return found ? { status: 200, body: found } : { status: 404, body: { error: { message: 'there is no such rule' } } };
}

beforeEach(() => {
  giveSize(600, 192);
  rules = [];
  globalThis.fetch = (async (input: string, init?: RequestInit) => {
    const { pathname } = new URL(input, 'http://logs.example');
    const given = respond(init?.method ?? 'GET', pathname, init?.body ? JSON.parse(String(init.body)) : {});
    return { ok: given.status < 300, status: given.status, text: async () => JSON.stringify(given.body) };
  }) as unknown as typeof fetch;
});
afterEach(cleanup);

function Address() {
  const { pathname } = useLocation();
  return <output>{pathname}</output>;
}

function show(address: string): void {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <QueryClientProvider client={client}>
      <MemoryRouter initialEntries={[address]}>
        <Routes>
          <Route path="/rules" element={<RulesPage />} />
          <Route path="/rules/:name" element={<RulePage />} />
        </Routes>
        <Address />
      </MemoryRouter>
    </QueryClientProvider>,
  );
}

const fieldOf = (label: string): HTMLInputElement => screen.getByLabelText(label);

test('a rule that is named new is opened from the list, and edited', async () => {
  rules = [{ ...bodyOf({ ...newDraft('level:error'), name: 'new', description: 'Errors' }), origin: 'api' }];
  show('/rules');
  fireEvent.click(await screen.findByRole('link', { name: 'new' }));
  await screen.findByRole('heading', { name: 'new' });
  expect(fieldOf('Description').value).toBe('Errors');
  fireEvent.change(fieldOf('Description'), { target: { value: 'Too many errors' } });
  fireEvent.click(screen.getByRole('button', { name: 'Save rule' }));
  await screen.findByText('Saved and in force.');
  expect(rules).toMatchObject([{ name: 'new', description: 'Too many errors' }]);
});

test('a new rule is made at its own address, also when there is one of that name', async () => {
  rules = [{ ...bodyOf({ ...newDraft('level:error'), name: 'new' }), origin: 'api' }];
  show('/rules/new?query=level:fatal');
  await screen.findByRole('heading', { name: 'New rule' });
  expect(fieldOf('Name').value).toBe('');
});

test('a rule that is saved as new is there afterwards', async () => {
  show('/rules/new?query=level:fatal');
  fireEvent.change(fieldOf('Name'), { target: { value: 'new' } });
  fireEvent.click(screen.getByRole('button', { name: 'Save rule' }));
  await screen.findByRole('button', { name: 'Test notification' });
  expect(screen.getAllByRole('status').some(({ textContent }) => textContent === '/rules/~new')).toBe(true);
});
