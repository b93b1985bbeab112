/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { type FakeFetch, fakeFetch } from '../../../../../test/stand-ins/fake-fetch.ts';
import { showPage } from '../../../../../test/stand-ins/show-page.tsx';
import type { NumberRange } from '../../../lib/query-range.ts';
import { FacetRange } from './facet-range.tsx';

let server: FakeFetch;
/** The answers of the server by the last part of the path. */
let answers: Record<string, unknown>;

beforeEach(() => {
  const values = [200, 404, 500].map((code) => ({ value: String(code), count: 10 }));
  answers = { facets: { total: 30, facets: [{ field: 'x', values, present: 30, coverage: 1, cardinality: 3 }] } };
  server = fakeFetch(({ url }) => ({ status: 200, body: answers[url.pathname.split('/').at(-1) ?? ''] }));
});
afterEach(() => {
  cleanup();
  server.restore();
});

function show(q: string, field = 'status_code') {
  const onRange = jest.fn<(field: string, range: NumberRange) => void>();
  const question = { q, from: 'now-1h', to: 'now' };
  showPage(<FacetRange field={field} name={field} question={question} onRange={onRange} />);
  return onRange;
}

test('shows what the query says, among all numbers that there are without it', async () => {
  show('timeout status_code:>=404');
  const least = (await screen.findByRole('textbox', { name: 'Least status_code' })) as HTMLInputElement;
  expect(least.value).toBe('404');
  expect(screen.getByRole('slider', { name: 'Least status_code' }).getAttribute('aria-valuetext')).toBe('404');
  expect(screen.getByRole('textbox', { name: 'Greatest status_code' }).getAttribute('placeholder')).toBe('500');
  expect(server.asked.map(({ url }) => url.searchParams.get('q'))).toEqual(['timeout']);
});

test('narrows by numbers that are written, in whichever order', async () => {
  const onRange = show('');
  fireEvent.change(await screen.findByRole('textbox', { name: 'Least status_code' }), { target: { value: '499' } });
  const greatest = screen.getByRole('textbox', { name: 'Greatest status_code' });
  fireEvent.change(greatest, { target: { value: '400' } });
  fireEvent.blur(greatest);
  expect(onRange.mock.calls).toEqual([['status_code', { from: 400, to: 499 }]]);
});

test('says of a text that it is no number, and asks nothing', async () => {
  const onRange = show('');
  const least = await screen.findByRole('textbox', { name: 'Least status_code' });
  fireEvent.change(least, { target: { value: '4xx' } });
  fireEvent.blur(least);
  expect(screen.getByRole('alert').textContent).toBe('This is no number.');
  expect(onRange).not.toHaveBeenCalled();
});

test('narrows by a handle once it is let go; at the very end it leaves that end open', async () => {
  const onRange = show('status_code:<=404');
  const handle = await screen.findByRole('slider', { name: 'Greatest status_code' });
  fireEvent.change(handle, { target: { value: '0.5' } });
  expect(onRange).not.toHaveBeenCalled();
  fireEvent.pointerUp(handle);
  fireEvent.change(handle, { target: { value: '1' } });
  fireEvent.pointerUp(handle);
  expect(onRange.mock.calls.map(([, range]) => range)).toEqual([
    { from: null, to: 350 },
    { from: null, to: null },
  ]);
});

test('looks at the newest logs where a field has too many numbers to count them', async () => {
  answers.facets = { total: 9, facets: [{ field: 'x', values: [], present: 9, coverage: 1, cardinality: 5_000 }] };
  answers.search = { logs: [1.5, 2, 80].map((took) => ({ attributes: { took } })) };
  show('timeout', 'attributes.took');
  await screen.findByText('median 2 · p95 80 of the newest 3 logs');
  expect(server.asked.at(-1)?.url.searchParams.get('q')).toBe('timeout attributes.took:*');
});
