/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { createRef, useState } from 'react';
import { QueryBar } from './query-bar.tsx';
import type { QueryEditorHandle } from './query-editor.tsx';

const handle = createRef<QueryEditorHandle>();
const suggester = { fields: () => [], values: async () => [] };
let told: { onRun: jest.Mock; onCancel: jest.Mock; onDown: jest.Mock<() => boolean> };

beforeEach(() => {
  localStorage.clear();
  told = { onRun: jest.fn(), onCancel: jest.fn(), onDown: jest.fn(() => true) };
});
afterEach(cleanup);

function Bar({ text, column }: { text: string; column: number | null }) {
  const [draft, setDraft] = useState(text);
  const fault = column === null ? null : { message: 'wrong', column };
  return <QueryBar text={draft} fault={fault} suggester={suggester} handle={handle} onChange={setDraft} {...told} />;
}

function show(text = '', column: number | null = null): HTMLTextAreaElement {
  render(<Bar text={text} column={column} />);
  return screen.getByRole('textbox', { name: 'Query' });
}

test('is a plain line with the colours of the editor until somebody turns to it', () => {
  const line = show('level:error (b', 13);
  expect(line.tagName).toBe('TEXTAREA');
  const parts = [...(line.nextElementSibling?.children ?? [])].map((part) => [part.textContent, part.className]);
  expect(parts.filter(([, look]) => look !== '')).toEqual([
    ['level:', 'query-field'],
    ['error', 'query-value'],
    ['(', 'query-bracket query-fault'],
  ]);
  expect(line.getAttribute('aria-invalid')).toBe('true');
});

test('the plain line runs its text by Enter, ends a run by Escape and recalls what was run', () => {
  const line = show('b');
  fireEvent.keyDown(line, { key: 'Enter' });
  expect(told.onRun.mock.calls).toEqual([['b']]);
  fireEvent.change(line, { target: { value: 'c' } });
  fireEvent.keyDown(line, { key: 'ArrowUp' });
  expect(line.value).toBe('b');
  fireEvent.keyDown(line, { key: 'ArrowDown' });
  expect(line.value).toBe('c');
  fireEvent.keyDown(line, { key: 'Enter', shiftKey: true });
  expect(told.onRun).toHaveBeenCalledTimes(1);
  fireEvent.keyDown(line, { key: 'Escape' });
  expect(told.onCancel).toHaveBeenCalledTimes(1);
});

test('the arrow that finds nothing newer leads on below the text, but only from its very end', () => {
  const line = show('one two');
  line.setSelectionRange(3, 3);
  fireEvent.keyDown(line, { key: 'ArrowDown' });
  line.setSelectionRange(3, 7);
  fireEvent.keyDown(line, { key: 'ArrowDown' });
  expect(told.onDown).not.toHaveBeenCalled();
  line.setSelectionRange(7, 7);
  expect(fireEvent.keyDown(line, { key: 'ArrowDown' })).toBe(false);
  expect(told.onDown).toHaveBeenCalledTimes(1);
});

test('the editor takes over text, selection and focus, though not while letters are put together', async () => {
  const line = show('one two');
  fireEvent.compositionStart(line);
  handle.current?.select(4, 7);
  expect(document.activeElement).toBe(line);
  await import('./query-editor.tsx');
  fireEvent.change(line, { target: { value: 'one tea' } });
  line.setSelectionRange(4, 7);
  expect(screen.getByRole('textbox')).toBe(line);
  fireEvent.compositionEnd(line);
  await waitFor(() => expect(line.isConnected).toBe(false));
  const { EditorView } = await import('@codemirror/view');
  const editor = screen.getByRole('textbox', { name: 'Query' });
  const { doc, selection } = EditorView.findFromDOM(editor)?.state ?? {};
  expect([doc?.toString(), selection?.main.from, selection?.main.to]).toEqual(['one tea', 4, 7]);
  expect(document.activeElement).toBe(editor);
});

test('Escape in the editor ends a run, and whoever pressed it goes on writing', async () => {
  await import('./query-editor.tsx');
  show('one');
  handle.current?.focus();
  const editor = await waitFor(() => screen.getByRole('textbox', { name: 'Query' }).closest('.cm-content') as Element);
  fireEvent.keyDown(editor, { key: 'Escape' });
  expect(told.onCancel).toHaveBeenCalledTimes(1);
  expect(document.activeElement).toBe(editor);
});

test('what is wrong with a text that was written is said below it, with what may have been meant', async () => {
  await import('./query-editor.tsx');
  show('a');
  handle.current?.focus();
  const { EditorView } = await import('@codemirror/view');
  const editor = screen.getByRole('textbox', { name: 'Query' });
  const view = EditorView.findFromDOM(editor);
  act(() => view?.dispatch({ changes: { from: 1, insert: ' level:warm b' } }));
  const message = await screen.findByText(/'warm' is no level/);
  expect(message.closest('[role=status]')).toBeTruthy();
  expect(document.getElementById(editor.getAttribute('aria-describedby') ?? '')?.contains(message)).toBe(true);
  expect(editor.getAttribute('aria-invalid')).toBe('true');
  fireEvent.click(screen.getByRole('button', { name: 'a level:warn b' }));
  expect(view?.state.doc.toString()).toBe('a level:warn b');
  expect(document.activeElement).toBe(editor);
  await waitFor(() => expect(screen.queryByText(/is no level/)).toBeNull());
  expect(editor.getAttribute('aria-invalid')).toBeNull();
  expect(told.onRun).not.toHaveBeenCalled();
});
