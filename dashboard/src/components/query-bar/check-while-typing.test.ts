/** @jest-environment jsdom */

import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { afterEach, expect, test } from '@jest/globals';
import { waitFor } from '@testing-library/react';
import { checkWhileTyping } from './check-while-typing.ts';

const views: EditorView[] = [];
afterEach(() => {
  for (const view of views.splice(0)) view.destroy();
});

function open(doc: string): EditorView {
  const state = EditorState.create({ doc, extensions: checkWhileTyping });
  const view = new EditorView({ parent: document.body, state });
  views.push(view);
  return view;
}
const marked = (view: EditorView): (string | null)[] =>
  [...view.dom.querySelectorAll('.query-doubt')].map((part) => part.textContent);
function write(view: EditorView, insert: string, from = view.state.doc.length): void {
  view.dispatch({ changes: { from, insert }, selection: { anchor: from + insert.length } });
}

test('a mistake is marked with its message some time after the last key, stays at its place, and goes when it is mended', async () => {
  const view = open('a');
  write(view, ' b) c');
  expect(marked(view)).toEqual([]);
  await waitFor(() => expect(marked(view)).toEqual([')']));
  expect(view.dom.querySelector('.query-doubt')?.getAttribute('title')).toContain("')'");
  write(view, 'z', 0);
  expect(marked(view)).toEqual([')']);
  view.dispatch({ changes: { from: 4, to: 5 } });
  await waitFor(() => expect(marked(view)).toEqual([]));
});

test('what was there before anybody wrote is left to the server', async () => {
  const [read, written] = [open('a) b'), open('a')];
  read.dispatch({ selection: { anchor: 0 } });
  write(written, ') b');
  await waitFor(() => expect(marked(written)).toEqual([')']));
  expect(marked(read)).toEqual([]);
});
