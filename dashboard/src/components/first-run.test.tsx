/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { QueryClient } from '@tanstack/react-query';
import { act, cleanup, fireEvent, screen } from '@testing-library/react';
import { type FakeSockets, fakeSockets } from '../../../test/stand-ins/fake-sockets.ts';
import { createClient, showPage } from '../../../test/stand-ins/show-page.tsx';
import { buildCommands, FirstRun } from './first-run.tsx';
import { UploadProvider } from './upload/upload-provider.tsx';

let sockets: FakeSockets;
beforeEach(() => {
  sockets = fakeSockets();
});
afterEach(() => {
  cleanup();
  sockets.restore();
  Reflect.deleteProperty(navigator, 'clipboard');
  Reflect.deleteProperty(document, 'execCommand');
});

function show(): QueryClient {
  const client = createClient();
  showPage(
    <UploadProvider>
      <FirstRun />
    </UploadProvider>,
    { client },
  );
  return client;
}

test('the commands name the server of this page, and can be copied', async () => {
  const copied: string[] = [];
  const clipboard = { writeText: async (text: string) => void copied.push(text) };
  Object.defineProperty(navigator, 'clipboard', { value: clipboard, configurable: true });
  show();
  fireEvent.click(screen.getByRole('button', { name: 'Copy: With curl' }));
  expect(await screen.findByRole('button', { name: 'Copied' })).toBeTruthy();
  expect(copied[0]).toContain(`curl ${location.origin}/api/v1/logs`);
});

test('the commands can be copied where the page came without TLS, which leaves no clipboard', async () => {
  const copied: string[] = [];
  const copySelected = (): boolean => {
    copied.push(document.querySelector('textarea')?.value ?? '');
    return true;
  };
  Object.defineProperty(document, 'execCommand', { value: copySelected, configurable: true });
  show();
  fireEvent.click(screen.getByRole('button', { name: 'Copy: Just look around' }));
  expect(await screen.findByRole('button', { name: 'Copied' })).toBeTruthy();
  expect(copied).toEqual([buildCommands(location.origin).demo]);
});

test('the demo is told where the server is, unless it looks there by itself', () => {
  expect(buildCommands('http://127.0.0.1:8080').demo).toBe('npm run demo');
  expect(buildCommands('http://127.0.0.1:9999').demo).toBe('npm run demo -- --url http://127.0.0.1:9999');
});

test('what was asked before the log could be found is asked anew when the guide goes', () => {
  const client = show();
  client.setQueryData(['search'], { logs: [] });
  cleanup();
  expect(client.getQueryState(['search'])?.isInvalidated).toBe(true);
});

test('the first log that is seen makes the page ask anew', () => {
  const client = show();
  client.setQueryData(['stats'], { total: 0 });
  act(() => sockets.newest().tell({ type: 'logs', logs: [], cursor: '' }));
  expect(client.getQueryState(['stats'])?.isInvalidated).toBe(true);
});

test('the quickest ways come first, and no line of code is wider than half a laptop', () => {
  show();
  const titles = screen.getAllByRole('heading', { level: 2 }).map(({ textContent }) => textContent);
  expect(titles.slice(0, 2)).toEqual(['Just look around', 'From files on this computer']);
  const { curl: _, ...inHalves } = buildCommands('http://127.0.0.1:8080');
  const widths = Object.values(inHalves).flatMap((text) => text.split('\n').map((line) => line.length));
  expect(Math.max(...widths)).toBeLessThanOrEqual(60);
});
