/** @jest-environment jsdom */

import { File as NodeFile } from 'node:buffer';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { cleanup, fireEvent, screen, within } from '@testing-library/react';
import { type Answer, type Asked, type FakeFetch, fakeFetch } from '../../../../test/stand-ins/fake-fetch.ts';
import { showPage } from '../../../../test/stand-ins/show-page.tsx';
import { UploadBadge } from './upload-badge.tsx';
import { UploadWindow } from './upload-window.tsx';
import { UploadContext, useOwnUpload } from './use-upload.ts';

const answerOf = (status: number, body: unknown, headers: Answer['headers'] = {}): Answer => ({
  status,
  body,
  headers,
});
const fault = (status: number, message: string, headers?: Record<string, string>) =>
  answerOf(status, { error: { code: 'x', message }, request_id: 'r' }, headers);

let server: FakeFetch;
/** What comes of the request of this number, from 0. */
let answer: (at: number, asked: Asked) => Answer | Promise<Answer>;
beforeEach(() => {
  answer = () => answerOf(202, { accepted: 1, rejected: [] });
  server = fakeFetch((asked) => answer(server.asked.length - 1, asked));
});
afterEach(() => {
  cleanup();
  server.restore();
});

const sent = () => server.asked.map(({ url, type, text }) => ({ path: url.pathname + url.search, type, text }));

function Frame() {
  const upload = useOwnUpload();
  return (
    <UploadContext value={upload}>
      <button type="button" onClick={() => upload.open()}>
        open
      </button>
      <UploadBadge />
      <UploadWindow />
    </UploadContext>
  );
}

function choose(...files: [name: string, text: string][]): void {
  showPage(<Frame />);
  fireEvent.click(screen.getByText('open'));
  const chosen = files.map(([name, text]) => new NodeFile([text], name));
  fireEvent.change(screen.getByLabelText('Choose files'), { target: { files: chosen } });
}

test('what is chosen is sent when it is said so, with the service that was named', async () => {
  choose(['a.log', 'one\ntwo'], ['b.ndjson', '{"message":"x"}']);
  expect(sent()).toEqual([]);
  fireEvent.change(screen.getByLabelText('Service of logs that name none'), { target: { value: ' shop ' } });
  fireEvent.click(screen.getByRole('button', { name: 'Send 2 files' }));
  await screen.findByText('Upload is done');
  expect(sent()).toEqual([
    { path: '/api/v1/logs?service=shop', type: 'text/plain', text: 'one\ntwo\n' },
    { path: '/api/v1/logs?service=shop', type: 'application/x-ndjson', text: '{"message":"x"}\n' },
  ]);
});

test('a file that is chosen twice is sent once, and one can be left out', () => {
  const [file, other] = [new NodeFile(['x'], 'a.log', { lastModified: 1 }), new NodeFile(['x'], 'b.log')];
  choose();
  for (const files of [[file], [file, other]]) {
    fireEvent.change(screen.getByLabelText('Choose files'), { target: { files } });
  }
  expect(within(screen.getByRole('list')).getAllByRole('listitem').length).toBe(2);
  fireEvent.click(screen.getByRole('button', { name: 'Remove b.log' }));
  expect(screen.getByRole('button', { name: 'Send 1 file' })).toBeTruthy();
});

test('what was refused stands there with its line, as text', async () => {
  const rejected = [{ index: 0, code: 'invalid_record', message: 'no <b>message</b>' }];
  answer = () => answerOf(202, { accepted: 1, rejected });
  choose(['<i>.log', '\n{}\n{"message":"x"}']);
  fireEvent.click(screen.getByRole('button', { name: 'Send 1 file' }));
  const list = within(await screen.findByRole('region', { name: 'Not taken' }));
  expect(list.getByRole('listitem').textContent).toBe('<i>.log, line 2: no <b>message</b> invalid_record');
  expect(screen.getByText('1 refused', { exact: false })).toBeTruthy();
});

test('it says why it waits, and says nothing of logs that might be there twice', async () => {
  answer = (at) =>
    at === 0 ? fault(503, 'Too much at once.', { 'retry-after': '0.2' }) : answerOf(202, { accepted: 1, rejected: [] });
  choose(['a.log', 'one']);
  fireEvent.click(screen.getByRole('button', { name: 'Send 1 file' }));
  await screen.findByText('Too much at once. Trying again in 200 ms.');
  await screen.findByText('Upload is done');
  expect(screen.queryByText(/twice/)).toBeNull();
});

test.each([
  [404, /without the role gateway/],
  [403, /ALLOWED_ORIGINS/],
  [401, /asks for a login/],
])('a server that takes nothing (%d) is explained', async (status, words) => {
  answer = () => fault(status, 'no');
  choose(['a.log', 'one']);
  fireEvent.click(screen.getByRole('button', { name: 'Send 1 file' }));
  expect((await screen.findByRole('alert')).textContent).toMatch(words);
  expect(server.asked.length).toBe(1);
});

test('it goes on while its window is closed, and can be cancelled', async () => {
  answer = (_at, { signal }) =>
    new Promise((_resolve, reject) => {
      signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError')));
    });
  choose(['a.log', 'one\ntwo']);
  fireEvent.click(screen.getByRole('button', { name: 'Send 1 file' }));
  await screen.findByText('Sending …');
  fireEvent.click(screen.getByRole('button', { name: 'Close' }));
  fireEvent.click(await screen.findByRole('button', { name: /^Upload \d+ %$/ }));
  fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  await screen.findByText('Upload was cancelled');
  expect(screen.getByText(/No answer came for lines 1 to 2 of a.log/)).toBeTruthy();
});
