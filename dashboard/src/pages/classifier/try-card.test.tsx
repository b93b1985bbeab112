/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { type FakeFetch, fakeFetch, HEALTHY } from '../../../../test/stand-ins/fake-fetch.ts';
import { createClient, showPage } from '../../../../test/stand-ins/show-page.tsx';
import { TryCard } from './try-card.tsx';

const SCORES = { Security: 0, Performance: 0, Business: 0.94, General: 0.06 };

/** What the stand-in for the parsers makes of each line. */
let records: Record<string, { format: string; record: Record<string, unknown> }>;
let classified: string[];
let server: FakeFetch;

beforeEach(() => {
  records = {};
  classified = [];
  server = fakeFetch(({ url: { pathname }, text }) => {
    if (pathname.endsWith('parse')) {
      const { lines } = JSON.parse(text) as { lines: string[] };
      const results = lines.map((line) => records[line] ?? { format: 'unknown', record: { message: line } });
      return { status: 200, body: { results } };
    }
    if (!pathname.endsWith('classify')) return HEALTHY;
    const { messages } = JSON.parse(text) as { messages: string[] };
    classified.push(...messages);
    const answer = { category: 'Business', confidence: 0.94, scores: SCORES, terms: [], model_version: '1' };
    return { status: 200, body: { results: messages.map(() => answer) } };
  });
});
afterEach(() => {
  cleanup();
  server.restore();
});

function classify(text: string): void {
  fireEvent.change(screen.getByRole('textbox'), { target: { value: text } });
  fireEvent.click(screen.getByRole('button', { name: 'Classify' }));
}

test('a log is read as one that is sent: its message is judged, and what else was read is said', async () => {
  const line = '{"level":"error","service":"shop","message":"payment declined"}';
  records[line] = { format: 'json', record: { level: 'error', service: 'shop', message: 'payment declined' } };
  showPage(<TryCard />);
  classify(line);
  await screen.findByText('Read as json · level error · service shop');
  expect(classified).toEqual(['payment declined']);
  expect(screen.getByText('payment declined')).toBeTruthy();
});

test('the colours of a terminal are not judged', async () => {
  showPage(<TryCard />);
  classify('\u001b[31mERROR\u001b[0m payment declined');
  await waitFor(() => expect(classified).toEqual(['ERROR payment declined']));
  expect(screen.queryByText(/^Read as/)).toBeNull();
});

async function failToClassify(): Promise<void> {
  server.isUp = false;
  classify('payment declined');
  await screen.findByText(/The server does not answer/);
}

test('what failed because the server was away is no more said when it is back', async () => {
  const client = createClient();
  showPage(<TryCard />, { client });
  await failToClassify();
  await waitFor(() => expect(client.getQueryState(['health'])?.status).toBe('error'));
  server.isUp = true;
  await act(() => client.refetchQueries());
  await waitFor(() => expect(screen.queryByText(/The server does not answer/)).toBeNull());
});

test('what failed can be closed', async () => {
  showPage(<TryCard />);
  await failToClassify();
  fireEvent.click(screen.getByRole('button', { name: 'Close' }));
  await waitFor(() => expect(screen.queryByText(/The server does not answer/)).toBeNull());
});
