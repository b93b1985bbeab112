/** @jest-environment jsdom */

import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import type { TypingFault } from '../../lib/typing-fault.ts';
import { checkWhileTyping } from './check-while-typing.ts';

const views: EditorView[] = [];
let told: (TypingFault | null)[];

// the clock stands still for what is fetched too
beforeAll(() => import('../../../../core/query/parse.ts'));
beforeEach(() => {
  told = [];
  jest.useFakeTimers();
});
afterEach(() => {
  for (const view of views.splice(0)) view.destroy();
  jest.useRealTimers();
});

function open(doc: string, fetchParse?: Parameters<typeof checkWhileTyping>[1]): EditorView {
  const state = EditorState.create({ doc, extensions: checkWhileTyping((fault) => told.push(fault), fetchParse) });
  const view = new EditorView({ parent: document.body, state });
  views.push(view);
  return view;
}
const marked = (view: EditorView): (string | null)[] =>
  [...view.dom.querySelectorAll('.query-doubt')].map((part) => part.textContent);
const isInvalid = (view: EditorView): boolean => view.contentDOM.getAttribute('aria-invalid') === 'true';
function write(view: EditorView, insert: string, from = view.state.doc.length): void {
  view.dispatch({ changes: { from, insert }, selection: { anchor: from + insert.length } });
}

test('a mistake is marked and told some time after the last key, stays at its place, and goes when it is mended', async () => {
  const view = open('a');
  write(view, ' b) c');
  expect(marked(view)).toEqual([]);
  await jest.advanceTimersByTimeAsync(400);
  expect(marked(view)).toEqual([')']);
  expect(isInvalid(view)).toBe(true);
  expect(told).toMatchObject([{ at: 3, message: "unexpected ')' at column 4", meant: 'a b c' }]);
  write(view, 'z', 0);
  expect(marked(view)).toEqual([')']);
  view.dispatch({ changes: { from: 4, to: 5 } });
  await jest.advanceTimersByTimeAsync(400);
  expect(marked(view)).toEqual([]);
  expect(isInvalid(view)).toBe(false);
  expect(told.at(-1)).toBeNull();
});

test('a mistake in the last word is marked a second after the last key, and not once the word goes on rightly', async () => {
  const view = open('a');
  write(view, ' level:warm');
  await jest.advanceTimersByTimeAsync(900);
  expect(marked(view)).toEqual([]);
  await jest.advanceTimersByTimeAsync(100);
  expect(marked(view)).toEqual(['w']);
  expect(told.at(-1)?.meant).toBe('a level:warn');
  write(view, 'th');
  await jest.advanceTimersByTimeAsync(500);
  expect(marked(view)).toEqual(['w']);
  view.dispatch({ changes: { from: 11, to: 14, insert: 'n' } });
  await jest.advanceTimersByTimeAsync(400);
  expect(marked(view)).toEqual([]);
  write(view, ' level:erro');
  await jest.advanceTimersByTimeAsync(5_000);
  expect(marked(view)).toEqual([]);
});

test('a mistake in the last word is marked at once when the editor is left', async () => {
  const view = open('a');
  view.focus();
  await jest.advanceTimersByTimeAsync(100);
  write(view, ' level:warm');
  view.contentDOM.blur();
  await jest.advanceTimersByTimeAsync(100);
  expect(marked(view)).toEqual(['w']);
});

test('what was there before anybody wrote is left to the server', async () => {
  const [read, written] = [open('a) b'), open('a')];
  read.dispatch({ selection: { anchor: 0 } });
  write(written, ') b');
  await jest.advanceTimersByTimeAsync(5_000);
  expect(marked(written)).toEqual([')']);
  expect(marked(read)).toEqual([]);
});

test('offline nothing is marked and nothing fails; the next pause tries again', async () => {
  let isOffline = true;
  const view = open('a', async () => {
    if (isOffline) throw new TypeError('Failed to fetch dynamically imported module');
    return (await import('../../../../core/query/parse.ts')).parseQuery;
  });
  write(view, ' b) c');
  await jest.advanceTimersByTimeAsync(5_000);
  expect(marked(view)).toEqual([]);
  isOffline = false;
  write(view, ' d');
  await jest.advanceTimersByTimeAsync(400);
  expect(marked(view)).toEqual([')']);
});
