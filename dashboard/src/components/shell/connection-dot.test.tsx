/** @jest-environment jsdom */
import { afterEach, expect, test } from '@jest/globals';
import { cleanup, screen } from '@testing-library/react';
import { type FakeFetch, fakeFetch, HEALTHY } from '../../../../test/stand-ins/fake-fetch.ts';
import { showPage } from '../../../../test/stand-ins/show-page.tsx';
import { ConnectionDot } from './connection-dot.tsx';

let server: FakeFetch;
afterEach(() => {
  cleanup();
  server.restore();
});

test.each([
  { status: 'healthy', colour: 'bg-good', word: 'Connected', isAlwaysSeen: false },
  { status: 'degraded', colour: 'bg-caution', word: 'Degraded', isAlwaysSeen: true },
  { status: 'unhealthy', colour: 'bg-bad', word: 'Unhealthy', isAlwaysSeen: true },
])('a pipeline that is $status has a dot of its colour, and a word', async ({ status, colour, word, isAlwaysSeen }) => {
  server = fakeFetch(() => ({ status: status === 'unhealthy' ? 503 : 200, body: { status, checks: {} } }));
  showPage(<ConnectionDot />);
  const text = await screen.findByText(word);
  expect(/(^|:| )sr-only/.test(text.className)).toBe(!isAlwaysSeen);
  expect(text.previousElementSibling?.className).toContain(colour);
});

test('a server that does not answer is told by a word', async () => {
  server = fakeFetch(() => HEALTHY);
  server.isUp = false;
  showPage(<ConnectionDot />);
  expect((await screen.findByText('No connection')).className).not.toContain('sr-only');
});
