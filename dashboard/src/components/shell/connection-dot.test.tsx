/** @jest-environment jsdom */
import { afterEach, expect, test } from '@jest/globals';
import { cleanup, screen } from '@testing-library/react';
import { type FakeFetch, fakeFetch } from '../../../../test/stand-ins/fake-fetch.ts';
import { showPage } from '../../../../test/stand-ins/show-page.tsx';
import { ConnectionDot } from './connection-dot.tsx';

let server: FakeFetch;
afterEach(() => {
  cleanup();
  server.restore();
});

test.each([
  ['healthy', 'bg-good'],
  ['degraded', 'bg-caution'],
  ['unhealthy', 'bg-bad'],
])('a pipeline that is %s has a dot of its colour', async (status, colour) => {
  server = fakeFetch(() => ({ status: status === 'unhealthy' ? 503 : 200, body: { status, checks: {} } }));
  showPage(<ConnectionDot />);
  const text = await screen.findByText(`Connected: ${status}`);
  expect(text.previousElementSibling?.className).toContain(colour);
});
