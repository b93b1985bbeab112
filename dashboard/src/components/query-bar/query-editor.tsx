import { completionStatus } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, insertNewline } from '@codemirror/commands';
import { EditorState, type Extension, Prec } from '@codemirror/state';
import { EditorView, keymap, placeholder } from '@codemirror/view';
import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import type { TypingFault } from '../../lib/typing-fault.ts';
import { checkWhileTyping } from './check-while-typing.ts';
import { completeQuery, type Suggester } from './complete.ts';
import { editorLook, markFault } from './editor-look.ts';

/** What the page can do with the editor. */
export interface QueryEditorHandle {
  focus(): void;
  /** Focuses it with this stretch of the text selected. */
  select(start: number, end: number): void;
}

/** What is selected of a text; `head` is the end that moves. */
export interface Caret {
  anchor: number;
  head: number;
}

export interface QueryEditorProps {
  text: string;
  /** Where somebody is writing who goes on doing so here; null when nobody is. */
  caret: Caret | null;
  /** Column of a mistake, from 1. */
  faultColumn: number | null;
  /** Name for those who do not see it, and the id of what is said about its mistake. */
  label: string;
  noteId: string;
  hint: string;
  suggester: Suggester;
  handle: RefObject<QueryEditorHandle | null>;
  onChange(text: string): void;
  onRun(text: string): void;
  onCancel(): void;
  /** A mistake is marked in a text that was written; null once there is none. */
  onDoubt(doubt: TypingFault | null): void;
  /** The text that stands there instead, one step further in the history; null when there is none. */
  onRecall(step: 'older' | 'newer', written: string): string | null;
  /** Goes on below the text, whose end was reached; false where there is nothing. */
  onDown(): boolean;
}

type Current = RefObject<QueryEditorProps>;

function nonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name=csp-nonce]')?.content ?? '';
}

function replaceAll(view: EditorView, text: string): void {
  view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, selection: { anchor: text.length } });
}

/** From the very end of the text, unless completions are open or on their way. */
function leaveBelow({ state }: EditorView, current: Current): boolean {
  const { empty, head } = state.selection.main;
  return empty && head === state.doc.length && completionStatus(state) === null && current.current.onDown();
}

/** Steps into the history at the first line, and back at the last; after the newest it goes on below the text. */
function recaller(current: Current, step: 'older' | 'newer'): (view: EditorView) => boolean {
  return (view) => {
    const { doc, selection } = view.state;
    const line = doc.lineAt(selection.main.head).number;
    if (line !== (step === 'older' ? 1 : doc.lines)) return false;
    const text = current.current.onRecall(step, doc.toString());
    if (text !== null) replaceAll(view, text);
    else if (step === 'newer') return leaveBelow(view, current);
    return text !== null;
  };
}

function keys(current: Current): Extension {
  const run = (view: EditorView): boolean => {
    current.current.onRun(view.state.doc.toString());
    return true;
  };
  // who presses it goes on writing: on the page around it letters are shortcuts
  const cancel = (): boolean => {
    current.current.onCancel();
    return true;
  };
  return Prec.high(
    keymap.of([
      { key: 'Enter', run, shift: insertNewline },
      { key: 'Mod-Enter', run },
      { key: 'Escape', run: cancel },
      { key: 'ArrowUp', run: recaller(current, 'older') },
      { key: 'ArrowDown', run: recaller(current, 'newer') },
    ]),
  );
}

/** Left to itself the browser copies the colours of the text that is typed over into styles of its own, which the policy forbids. */
const typeOver = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { inputType, data, isComposing } = event;
    if (inputType !== 'insertText' || data === null || isComposing || view.state.selection.main.empty) return false;
    event.preventDefault();
    view.dispatch({ ...view.state.replaceSelection(data), userEvent: 'input.type', scrollIntoView: true });
    return true;
  },
});

function createView(parent: HTMLElement, current: Current): EditorView {
  const { text, caret, label, hint, noteId } = current.current;
  const extensions: Extension = [
    EditorView.cspNonce.of(nonce()),
    history(),
    keys(current),
    completeQuery(() => current.current.suggester),
    keymap.of([...defaultKeymap, ...historyKeymap]),
    typeOver,
    EditorView.lineWrapping,
    placeholder(hint),
    editorLook,
    checkWhileTyping((doubt) => current.current.onDoubt(doubt)),
    EditorView.contentAttributes.of(() => ({
      'aria-label': label,
      'aria-describedby': noteId,
      autocapitalize: 'off',
      spellcheck: 'false',
      // what is longer than its lines can be scrolled by keys
      tabindex: '0',
      ...(current.current.faultColumn !== null && { 'aria-invalid': 'true' }),
    })),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) current.current.onChange(update.state.doc.toString());
    }),
  ];
  // who begins to write does so at the end
  const state = EditorState.create({ doc: text, selection: caret ?? { anchor: text.length }, extensions });
  const view = new EditorView({ parent, state });
  if (caret) view.focus();
  return view;
}

/** The text of a query: coloured, with completions, a history and marks of mistakes. */
export default function QueryEditor(props: QueryEditorProps) {
  const { text, faultColumn, handle } = props;
  const frame = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const current = useRef(props);
  current.current = props;
  // before the frame is painted, so that no key is lost between the plain line and this
  useLayoutEffect(() => {
    if (!frame.current) return;
    const editor = createView(frame.current, current);
    view.current = editor;
    handle.current = {
      focus() {
        editor.focus();
      },
      select(start, end) {
        editor.dispatch({ selection: { anchor: start, head: end }, scrollIntoView: true });
        editor.focus();
      },
    };
    return () => {
      handle.current = null;
      view.current = null;
      editor.destroy();
    };
  }, [handle]);
  useEffect(() => {
    if (view.current && view.current.state.doc.toString() !== text) replaceAll(view.current, text);
  }, [text]);
  useEffect(() => {
    view.current?.dispatch({ effects: markFault.of(faultColumn) });
  }, [faultColumn]);
  return <div ref={frame} className="min-w-0 flex-1" />;
}
