/** @jest-environment jsdom */
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { act, cleanup, fireEvent, screen } from '@testing-library/react';
import { type ComponentType, type ReactNode, Suspense, useState } from 'react';
import { type FakeFetch, fakeFetch, HEALTHY } from '../../../../test/stand-ins/fake-fetch.ts';
import { showAtOnce, showPage } from '../../../../test/stand-ins/show-page.tsx';
import type { UploadProgress } from '../../lib/upload/upload-progress.ts';
import { UploadContext, useOwnUpload } from '../upload/use-upload.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { lazyPage } from './lazy-page.tsx';

showAtOnce();

const RECOVERY_MS = 1_100;
const SENDING: UploadProgress = {
  state: 'sending',
  files: [],
  refusals: [],
  pause: null,
  failure: null,
  maybeTwice: 0,
  unanswered: null,
};
let server: FakeFetch;

beforeEach(() => {
  jest.useFakeTimers();
  // React writes down what a boundary catches
  jest.spyOn(console, 'error').mockImplementation(() => {});
  server = fakeFetch(() => HEALTHY);
  server.isUp = false;
});
afterEach(() => {
  cleanup();
  server.restore();
  sessionStorage.clear();
  jest.restoreAllMocks();
  jest.useRealTimers();
});

const pass = (ms: number): Promise<void> => act(() => jest.advanceTimersByTimeAsync(ms));

function Frame({ children }: { children: ReactNode }) {
  const upload = useOwnUpload();
  const [isSending, setSending] = useState(false);
  return (
    <UploadContext value={isSending ? { ...upload, progress: SENDING } : upload}>
      <button type="button" onClick={() => setSending(true)}>
        send files
      </button>
      {children}
    </UploadContext>
  );
}

async function show(Page: ComponentType): Promise<void> {
  showPage(
    <Frame>
      <ErrorBoundary>
        <Suspense>
          <Page />
        </Suspense>
      </ErrorBoundary>
    </Frame>,
  );
  await pass(0);
}

test('a page that fell over is tried again', async () => {
  let isFaulty = true;
  await show(() => {
    if (isFaulty) throw new Error('undefined is not a function');
    return 'all is well';
  });
  expect(screen.getByRole('heading', { name: 'This page has a fault' })).toBeTruthy();
  isFaulty = false;
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(screen.getByText('all is well')).toBeTruthy();
});

test('a page whose files fall over when they are read has a fault too', async () => {
  await show(lazyPage(() => Promise.reject(new TypeError('undefined is not a function'))).Page);
  expect(screen.getByRole('heading', { name: 'This page has a fault' })).toBeTruthy();
});

describe.each([
  'Failed to fetch dynamically imported module: http://logs.example/assets/rules-page.js',
  'error loading dynamically imported module: http://logs.example/assets/rules-page.js',
  'Importing a module script failed.',
])('a page that the server did not give (%s)', (message) => {
  let isGiven: boolean;
  beforeEach(async () => {
    isGiven = false;
    await show(
      lazyPage(async () => {
        if (!isGiven) throw new TypeError(message);
        return { default: () => 'all is well' };
      }).Page,
    );
  });
  const isMissing = (): boolean => screen.queryByRole('heading', { name: 'This page could not be loaded' }) !== null;

  test('is loaded by itself when the server is back', async () => {
    expect(isMissing()).toBe(true);
    expect(screen.getByText(/^The server does not answer\./)).toBeTruthy();
    isGiven = true;
    server.isUp = true;
    await pass(RECOVERY_MS);
    expect(screen.getByText('all is well')).toBeTruthy();
  });

  test('is asked for by a button too, as often as one likes', async () => {
    const again = (): void => void fireEvent.click(screen.getByRole('button', { name: 'Load again' }));
    again();
    await pass(0);
    expect(isMissing()).toBe(true);
    isGiven = true;
    again();
    await pass(0);
    expect(screen.getByText('all is well')).toBeTruthy();
  });

  test('is asked for by a button alone while files are sent, which a new document would break off', async () => {
    fireEvent.click(screen.getByText('send files'));
    server.isUp = true;
    await pass(RECOVERY_MS);
    expect(screen.getByText(/is not loaded anew by itself while files are sent/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Load again' })).toBeTruthy();
    expect(sessionStorage).toHaveLength(0);
  });

  test('is said to be missing also when the document that was to be loaded anew stays', async () => {
    server.isUp = true;
    await pass(RECOVERY_MS);
    expect(sessionStorage).toHaveLength(1);
    await pass(5_000);
    expect(isMissing()).toBe(true);
    expect(screen.getByRole('button', { name: 'Load again' })).toBeTruthy();
  });
});
