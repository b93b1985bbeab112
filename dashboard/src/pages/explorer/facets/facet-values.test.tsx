/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { cleanup, screen } from '@testing-library/react';
import { type FakeFetch, fakeFetch } from '../../../../../test/stand-ins/fake-fetch.ts';
import { showPage } from '../../../../../test/stand-ins/show-page.tsx';
import { FacetValues } from './facet-values.tsx';

let server: FakeFetch;
beforeEach(() => {
  facet = NOWHERE;
  server = fakeFetch(() => ({ status: 200, body: { total, facets: [facet] } }));
});
afterEach(() => {
  cleanup();
  server.restore();
});

const NOWHERE = { field: 'user_id', values: [], present: 0, coverage: 0, cardinality: 0 };
let facet: Omit<typeof NOWHERE, 'values'> & { values: { value: string; count: number }[] };
/** How many logs match. */
let total: number;

/** A field that no log has, of so many that match. */
function show(matching: number): void {
  total = matching;
  const told = { onToggleValue: jest.fn(), onOnly: jest.fn(), onExclude: jest.fn(), onRange: jest.fn() };
  const question = { q: 'x', from: 'now-1h', to: 'now' };
  showPage(<FacetValues field="user_id" name="user_id" question={question} {...told} />);
}

test('without a value it says whether the logs have no such field, or whether there are no logs', async () => {
  show(30);
  await screen.findByText('No log has this field.');
  cleanup();
  show(0);
  await screen.findByText('No logs match.');
});

test('a value that would turn the text around is shown with a sign', async () => {
  facet = { ...NOWHERE, values: [{ value: '\u202eevil', count: 15 }], present: 15, coverage: 1, cardinality: 1 };
  show(15);
  const box = await screen.findByRole('checkbox', { name: /^RLO ?evil/ });
  expect(box.closest('li')?.textContent).not.toContain('\u202e');
});
