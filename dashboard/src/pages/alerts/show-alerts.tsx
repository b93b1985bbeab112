import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen } from '@testing-library/react';
import { MemoryRouter, Route, Routes, useLocation } from 'react-router';
import { type AlertServer, createAlertServer } from '../../../../test/stand-ins/alert-server.ts';
import { giveSize } from '../../components/chart/give-size.ts';
import AlertPage from './alert-page.tsx';
import AlertsPage from './alerts-page.tsx';

/** For tests: a browser that knows nobody yet, with room to draw, before a stand-in for the server. */
export function beginAlerts(): AlertServer {
  localStorage.clear();
  giveSize(600, 192);
  const server = createAlertServer();
  globalThis.fetch = server.fetch;
  return server;
}

function Address() {
  const { pathname, search } = useLocation();
  return <output>{pathname + search}</output>;
}

/** For tests: the pages of alerts, opened at an address. */
export function showAlerts(address: string): void {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <QueryClientProvider client={client}>
      <MemoryRouter initialEntries={[address]}>
        <Routes>
          <Route path="/alerts" element={<AlertsPage />} />
          <Route path="/alerts/:id" element={<AlertPage />} />
          <Route path="*" element={null} />
        </Routes>
        <Address />
      </MemoryRouter>
    </QueryClientProvider>,
  );
}

/** For tests: presses the button of this name. */
export function press(name: string | RegExp): void {
  fireEvent.click(screen.getByRole('button', { name }));
}

/** For tests: fills the field of this label. */
export function type(label: string, value: string): void {
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
}
