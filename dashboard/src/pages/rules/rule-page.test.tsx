/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { type Answer, type FakeFetch, fakeFetch } from '../../../../test/stand-ins/fake-fetch.ts';
import { type GivenSize, giveSize } from '../../../../test/stand-ins/give-size.ts';
import { addressShown, showPage } from '../../../../test/stand-ins/show-page.tsx';
// what the page fetches later is there at once
import '../../../../core/query/parse.ts';
import { bodyOf, newDraft } from './rule-draft.ts';
import RulePage from './rule-page.tsx';
import RulesPage from './rules-page.tsx';

/** What the stand-in for the server was told to keep. */
let rules: Record<string, unknown>[];
/** What it says is wrong with what is sent. */
let faults: { path: string; message: string }[];
/** What it waits for before it answers a change. */
let hold: Promise<void>;

function respond(method: string, path: string, body: Record<string, unknown>): Answer {
  const name = path.split('/').at(-1);
  if (path === '/api/v1/alerts') return { status: 200, body: { alerts: [], next_cursor: null } };
  if (path === '/api/v1/logs/trends') return { status: 200, body: { interval: '1m', by: 'level', buckets: [] } };
  if (path === '/api/v1/alert-rules' && method === 'GET') return { status: 200, body: { rules } };
  if (method !== 'GET' && faults.length > 0) {
    return { status: 400, body: { error: { code: 'invalid_rule', message: 'wrong', details: { faults } } } };
  }
  if (method === 'DELETE') {
    rules = rules.filter((rule) => rule.name !== name);
    return { status: 204, body: null };
  }
  if (method !== 'GET') {
    const served = { ...body, origin: 'api' };
    rules = [...rules.filter((rule) => rule.name !== body.name), served];
    return { status: 200, body: served };
  }
  const found = rules.find((rule) => rule.name === name);
  return found ? { status: 200, body: found } : { status: 404, body: { error: { message: 'there is no such rule' } } };
}

let server: FakeFetch;
let size: GivenSize;
beforeEach(() => {
  size = giveSize(600, 192);
  rules = [];
  faults = [];
  hold = Promise.resolve();
  sessionStorage.clear();
  server = fakeFetch(async ({ method, url, text }) => {
    if (method !== 'GET') await hold;
    return respond(method, url.pathname, text === '' ? {} : JSON.parse(text));
  });
});
afterEach(() => {
  cleanup();
  server.restore();
  size.restore();
});

function show(address: string): void {
  showPage(
    <Routes>
      <Route path="/rules" element={<RulesPage />} />
      <Route path="/rules/:name" element={<RulePage />} />
    </Routes>,
    { address },
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
  expect(addressShown()).toBe('/rules/~new');
  expect(screen.getByText('Saved and in force.')).toBeTruthy();
  fireEvent.change(fieldOf('Description'), { target: { value: 'Fatal' } });
  expect(screen.queryByText('Saved and in force.')).toBeNull();
});

const RULE = { ...bodyOf({ ...newDraft('level:error'), name: 'many-errors', description: 'Errors' }), origin: 'api' };

async function openRule(): Promise<void> {
  show('/rules/many-errors');
  await screen.findByRole('heading', { name: 'many-errors' });
}

/** Whether the browser would ask before it leaves the page. */
const isAskedOnLeave = (): boolean => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
const type = (label: string, value: string): void => void fireEvent.change(fieldOf(label), { target: { value } });
const press = (name: string): void => void fireEvent.click(screen.getByRole('button', { name }));

test('the first field that is wrong is turned to; each says what is wrong until it is changed', async () => {
  rules = [RULE];
  await openRule();
  faults = [
    { path: 'for', message: 'is too long' },
    { path: 'window', message: 'is no duration' },
  ];
  press('Save rule');
  await screen.findByText('is no duration');
  const [window, held] = [screen.getByLabelText(/^Window/), screen.getByLabelText(/^Must hold for/)];
  expect(document.activeElement).toBe(window);
  expect([window, held].map((field) => field.getAttribute('aria-invalid'))).toEqual(['true', 'true']);
  fireEvent.change(window, { target: { value: '2m' } });
  expect([window, held].map((field) => field.getAttribute('aria-invalid'))).toEqual(['false', 'true']);
  expect(screen.queryByText('is no duration')).toBeNull();
});

test('a mistake in the query is told at its field before anything is saved', async () => {
  rules = [RULE];
  await openRule();
  type('Query', 'level:errr');
  await screen.findByText(/^'errr' is no level .* at column 7$/, {}, { timeout: 4_000 });
  expect(screen.getByLabelText(/^Query/).getAttribute('aria-invalid')).toBe('true');
  fireEvent.change(screen.getByLabelText(/^Query/), { target: { value: 'level:error' } });
  expect(screen.queryByText(/is no level/)).toBeNull();
});

test('each kind of condition begins with a threshold of its own, and keeps what was written', async () => {
  rules = [RULE];
  await openRule();
  type('Threshold (logs)', '37');
  type('What is judged', 'ratio');
  expect(fieldOf('Threshold (0–1)').value).toBe('0.1');
  type('What is judged', 'count');
  expect(fieldOf('Threshold (logs)').value).toBe('37');
});

test('a draft that was left unsaved is offered again, and can be restored', async () => {
  rules = [RULE];
  await openRule();
  expect(isAskedOnLeave()).toBe(false);
  type('Description', 'Too many errors');
  expect(isAskedOnLeave()).toBe(true);
  cleanup();
  expect(isAskedOnLeave()).toBe(false);
  await openRule();
  expect(fieldOf('Description').value).toBe('Errors');
  expect(screen.getByText(/^You left a draft unsaved at \d\d:\d\d\.$/)).toBeTruthy();
  press('Restore');
  expect(fieldOf('Description').value).toBe('Too many errors');
  expect(screen.queryByText(/draft/)).toBeNull();
  press('Save rule');
  await screen.findByText('Saved and in force.');
  expect(isAskedOnLeave()).toBe(false);
  cleanup();
  await openRule();
  expect(screen.queryByText(/draft/)).toBeNull();
});

test('a draft that was left unsaved is forgotten when that is wanted, and only then', async () => {
  rules = [RULE];
  await openRule();
  type('Description', 'Too many errors');
  for (const at of [1, 2]) {
    cleanup();
    await openRule();
    expect([at, screen.queryByText(/draft/)]).not.toContain(null);
  }
  press('Discard');
  cleanup();
  await openRule();
  expect(screen.queryByText(/draft/)).toBeNull();
  expect(isAskedOnLeave()).toBe(false);
});

test('an offered draft outlives what is written beside it, and whatever it is taken for', async () => {
  rules = [RULE];
  await openRule();
  type('Description', 'The older draft');
  cleanup();
  await openRule();
  type('Description', 'The newer draft');
  cleanup();
  await openRule();
  press('Restore');
  expect(fieldOf('Description').value).toBe('The newer draft');
  press('Restore');
  expect(fieldOf('Description').value).toBe('The older draft');
  press('Restore');
  expect(fieldOf('Description').value).toBe('The newer draft');
  press('Save rule');
  await screen.findByText('Saved and in force.');
  cleanup();
  await openRule();
  press('Restore');
  expect(fieldOf('Description').value).toBe('The older draft');
  expect(screen.queryByText(/You left a draft/)).toBeNull();
});

test('what was changed and changed back is no draft', async () => {
  rules = [RULE];
  await openRule();
  type('Description', 'Too many errors');
  type('Description', 'Errors');
  cleanup();
  await openRule();
  expect(screen.queryByText(/draft/)).toBeNull();
});

/** Saves; the server does not answer before what is returned is called. */
function beginSave(): () => void {
  const { promise, resolve } = Promise.withResolvers<void>();
  hold = promise;
  press('Save rule');
  return resolve;
}

test('what is written while a rule is saved is not saved, and kept as a draft', async () => {
  rules = [RULE];
  await openRule();
  type('Description', 'Too many errors');
  const answerNow = beginSave();
  type('Description', 'Far too many errors');
  answerNow();
  await waitFor(() => expect(screen.getByRole('button', { name: 'Save rule' }).hasAttribute('disabled')).toBe(false));
  expect(rules).toMatchObject([{ description: 'Too many errors' }]);
  expect(screen.queryByText('Saved and in force.')).toBeNull();
  expect(isAskedOnLeave()).toBe(true);
  cleanup();
  await openRule();
  press('Restore');
  expect(fieldOf('Description').value).toBe('Far too many errors');
});

test('what is written while a new rule is saved is offered at the address of the rule', async () => {
  show('/rules/new?query=level:fatal');
  type('Name', 'many-fatals');
  const answerNow = beginSave();
  type('Description', 'Too many');
  answerNow();
  await screen.findByRole('heading', { name: 'many-fatals' });
  expect(fieldOf('Description').value).toBe('');
  press('Restore');
  expect(fieldOf('Description').value).toBe('Too many');
  cleanup();
  show('/rules/new');
  await screen.findByRole('heading', { name: 'New rule' });
  expect(screen.queryByText(/draft/)).toBeNull();
});

test('a rule that is being deleted cannot be kept, and the page is left when it is gone, also after its window', async () => {
  rules = [RULE];
  await openRule();
  const { promise, resolve } = Promise.withResolvers<void>();
  hold = promise;
  press('Delete');
  const dialog = screen.getByRole('dialog');
  fireEvent.click(within(dialog).getByRole('button', { name: 'Delete' }));
  await waitFor(() =>
    expect(within(dialog).getByRole('button', { name: 'Cancel' }).hasAttribute('disabled')).toBe(true),
  );
  fireEvent(dialog, new Event('close'));
  resolve();
  await waitFor(() => expect(addressShown()).toBe('/rules'));
});
