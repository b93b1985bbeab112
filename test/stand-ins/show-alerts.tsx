import { fireEvent, screen } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import AlertPage from '../../dashboard/src/pages/alerts/alert-page.tsx';
import AlertsPage from '../../dashboard/src/pages/alerts/alerts-page.tsx';
import { type AlertServer, createAlertServer } from './alert-server.ts';
import { fakeFetch } from './fake-fetch.ts';
import { giveSize } from './give-size.ts';
import { showPage } from './show-page.tsx';

export interface AlertScene extends AlertServer {
  /** What is asked at this path fails. */
  failing: string | null;
  /** What was asked so far. */
  paths(): string[];
  /** Gives the browser back what it had. */
  restore(): void;
}

/** A browser that knows nobody yet, with room to draw, before a stand-in for the server. */
export function beginAlerts(): AlertScene {
  localStorage.clear();
  const size = giveSize(600, 192);
  const server = createAlertServer();
  const browser = fakeFetch((asked) => {
    if (asked.url.pathname !== scene.failing) return server.respond(asked);
    return { status: 500, body: { error: { message: 'the rules are away' } } };
  });
  const scene: AlertScene = Object.assign(server, {
    failing: null,
    paths: () => browser.asked.map(({ url }) => url.pathname),
    restore() {
      browser.restore();
      size.restore();
    },
  });
  return scene;
}

/** The pages of alerts, opened at an address. */
export function showAlerts(address: string): void {
  showPage(
    <Routes>
      <Route path="/alerts" element={<AlertsPage />} />
      <Route path="/alerts/:id" element={<AlertPage />} />
      <Route path="*" element={null} />
    </Routes>,
    { address },
  );
}

/** Presses the button of this name. */
export function press(name: string | RegExp): void {
  fireEvent.click(screen.getByRole('button', { name }));
}

/** Fills the field of this label. */
export function type(label: string, value: string): void {
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
}
