/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { type Answer, type FakeFetch, fakeFetch } from '../../../../test/stand-ins/fake-fetch.ts';
import { type GivenSize, giveSize } from '../../../../test/stand-ins/give-size.ts';
import { showPage } from '../../../../test/stand-ins/show-page.tsx';
import { PreviewCard } from './preview-card.tsx';
import { newDraft, type RuleDraft } from './rule-draft.ts';

/** What the stand-in for the server counts: logs in the windows of a day, by address. */
const COUNTS: Readonly<Record<string, readonly number[]>> = { '203.0.113.9': [0, 60, 0, 55], '10.0.0.1': [3, 3, 3, 3] };
let facetFailure: string | null;
let queryFault: boolean;

const answer = (status: number, body: unknown): Answer => ({ status, body });

function trends(q: string) {
  const shown = Object.entries(COUNTS).filter(([address]) => q === '' || q.includes(address));
  const buckets = [0, 1, 2, 3].map((at) => ({
    time: `2026-11-26T1${at}:00:00.000Z`,
    total: shown.reduce((sum, [, counts]) => sum + (counts[at] ?? 0), 0),
    counts: {},
  }));
  return answer(200, { interval: '1h', by: 'level', buckets });
}

function facets(field: string) {
  if (facetFailure !== null) return answer(400, { error: { code: 'invalid_parameter', message: facetFailure } });
  const values = Object.entries(COUNTS).map(([value, counts]) => ({ value, count: counts.reduce((a, b) => a + b) }));
  return answer(200, { total: 127, facets: [{ field, values, present: 127, coverage: 1, cardinality: 37 }] });
}

let server: FakeFetch;
let size: GivenSize;
beforeEach(() => {
  size = giveSize(600, 192);
  facetFailure = null;
  queryFault = false;
  server = fakeFetch(({ url: { pathname, searchParams } }) => {
    const q = searchParams.get('q') ?? '';
    if (queryFault)
      return answer(400, { error: { code: 'query_syntax', message: 'no level', details: { column: 9 } } });
    if (pathname.endsWith('facets')) return facets(searchParams.get('fields') ?? '');
    if (pathname.endsWith('stats')) return answer(200, { total: 9, response_time: { p50: 100, p95: 800, p99: 900 } });
    return trends(q);
  });
});
afterEach(() => {
  cleanup();
  server.restore();
  size.restore();
});

function show(wanted: Partial<RuleDraft>): void {
  showPage(<PreviewCard draft={{ ...newDraft(''), window: '1h', threshold: '50', ...wanted }} />);
}

test('a rule without groups is told how often it would have fired', async () => {
  show({});
  await screen.findByText('It would have fired 2 times.');
  expect(screen.getByText('threshold 50 logs')).toBeTruthy();
  expect(screen.getByText('Matching logs per 1h')).toBeTruthy();
});

test('each of the largest groups is held against the threshold by itself', async () => {
  show({ group_by: 'ip_address' });
  await screen.findByText('The 2 of 37 groups with the most logs');
  const [guesser, calm] = screen.getAllByRole('listitem').map((item) => within(item));
  expect(guesser?.getByRole('link', { name: '203.0.113.9' }).getAttribute('href')).toMatch(/q=ip_address%3A203/);
  expect(guesser?.getByText('at most 60 in a window, threshold 50')).toBeTruthy();
  expect(guesser?.getByText('fires 2 times')).toBeTruthy();
  expect(calm?.getByText('at most 3 in a window, threshold 50')).toBeTruthy();
  expect(calm?.getByText('does not fire')).toBeTruthy();
  expect(screen.getByText('1 of these 2 groups would have fired.')).toBeTruthy();
});

test('a share is held against its threshold, window by window', async () => {
  show({ type: 'ratio', of: '203.0.113.9', threshold: '0.5', min_count: '4' });
  await screen.findByText('Share of 203.0.113.9 per 1h');
  expect(screen.getByText('threshold 50 %')).toBeTruthy();
  expect(screen.getByText('It would have fired 2 times.')).toBeTruthy();
  expect(screen.getByText('Windows with too few logs to be judged are left out.')).toBeTruthy();
});

test('different values are held against theirs', async () => {
  show({ type: 'distinct', field: 'ip_address', threshold: '30' });
  await screen.findByText('Different ip_address per 1h');
  expect(screen.getByText('threshold 30 values')).toBeTruthy();
  expect(screen.getByText('It would have fired once.')).toBeTruthy();
});

test('of short windows that are asked for one by one the newest are drawn, and that is said', async () => {
  show({ type: 'quantile', window: '1m', threshold: '500', min_count: '1' });
  await screen.findByText('p95 of response_time per 1m, the newest 60 windows');
  expect(screen.getByText('threshold 500 ms')).toBeTruthy();
  expect(screen.getByText(/among the newest 60 windows/)).toBeTruthy();
});

test('the end of logs is counted, and what makes it fire is said', async () => {
  show({ type: 'absence', min_windows: '1' });
  await screen.findByText(/^It fires at a window without any log/);
  expect(screen.getByText('It would not have fired.')).toBeTruthy();
});

test('a share of each group is held against the threshold by itself', async () => {
  show({ group_by: 'ip_address', type: 'ratio', of: 'level:error', threshold: '0.5', min_count: '1' });
  await screen.findByText('Share of level:error per 1h', {}, { timeout: 4_000 });
  await waitFor(() => expect(screen.getAllByText('at most 100 % in a window, threshold 50 %')).toHaveLength(2));
});

test('a mistake in the query is left to its field', async () => {
  queryFault = true;
  show({ query: 'level:errr' });
  await screen.findByText('Mend the query first');
  expect(screen.queryByText(/could not be loaded/)).toBeNull();
});

test('a field that cannot be counted is told in the words of the server', async () => {
  facetFailure = 'fields: message cannot be counted by value';
  show({ group_by: 'message' });
  await screen.findByText(/The groups could not be counted: fields: message cannot be counted by value/);
});

test('a window that is none is told', async () => {
  show({ window: 'soon' });
  await screen.findByText('The window is no duration between 10s and 1h.');
});

test('a group whose windows have too few logs is not judged', async () => {
  show({ group_by: 'ip_address', type: 'ratio', of: 'level:error', threshold: '0.5', min_count: '1000' });
  const notes = (): number => screen.queryAllByText('too few logs in each window to be judged').length;
  await waitFor(() => expect(notes()).toBe(2), { timeout: 4_000 });
  expect(screen.queryByText('does not fire')).toBeNull();
});
