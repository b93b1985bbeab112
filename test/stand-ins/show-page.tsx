import { notifyManager, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, type RenderResult, render } from '@testing-library/react';
import { type ComponentType, type ReactNode, useLayoutEffect } from 'react';
import { MemoryRouter, useLocation } from 'react-router';

interface Place {
  /** Where the page stands. */
  address?: string;
  /** What was asked and answered; nothing yet when not given. */
  client?: QueryClient;
}

let shown = '';

function Address() {
  const { pathname, search } = useLocation();
  useLayoutEffect(() => {
    shown = pathname + search;
  });
  return null;
}

/** The address of the page that is shown, as one reads it. */
export function addressShown(): string {
  return decodeURIComponent(shown);
}

/** Asks once, whatever the browser says of its network. */
export function createClient(): QueryClient {
  return new QueryClient({ defaultOptions: { queries: { retry: false, networkMode: 'always' } } });
}

/** What the house has around each page. */
export function pageAt({ address = '/', client = createClient() }: Place): ComponentType<{ children: ReactNode }> {
  return ({ children }) => (
    <QueryClientProvider client={client}>
      <MemoryRouter initialEntries={[address]}>
        {children}
        <Address />
      </MemoryRouter>
    </QueryClientProvider>
  );
}

/** Shows a page, or a part of one, as it stands in the house. */
export function showPage(part: ReactNode, place: Place = {}): RenderResult {
  return render(part, { wrapper: pageAt(place) });
}

/** From now on an answer is shown in the moment in which it comes: for tests that move the clock. */
export function showAtOnce(): void {
  notifyManager.setScheduler((notify) => act(notify));
}
