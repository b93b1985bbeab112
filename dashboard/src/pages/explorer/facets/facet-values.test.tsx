/** @jest-environment jsdom */
import { afterEach, jest, test } from '@jest/globals';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import { FacetValues } from './facet-values.tsx';

afterEach(cleanup);

/** A field that no log has, of so many that match. */
function show(total: number): void {
  const facets = [{ field: 'user_id', values: [], present: 0, coverage: 0, cardinality: 0 }];
  const body = JSON.stringify({ total, facets });
  globalThis.fetch = (async () => ({ ok: true, status: 200, text: async () => body })) as unknown as typeof fetch;
  const told = { onToggleValue: jest.fn(), onOnly: jest.fn(), onExclude: jest.fn(), onRange: jest.fn() };
  const question = { q: 'x', from: 'now-1h', to: 'now' };
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <FacetValues field="user_id" name="user_id" question={question} {...told} />
    </QueryClientProvider>,
  );
}

test('without a value it says whether the logs have no such field, or whether there are no logs', async () => {
  show(30);
  await screen.findByText('No log has this field.');
  cleanup();
  show(0);
  await screen.findByText('No logs match.');
});
