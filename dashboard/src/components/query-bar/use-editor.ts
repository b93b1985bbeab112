import { type ComponentType, type RefObject, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { Caret, QueryEditorProps } from './query-editor.tsx';

type Editor = ComponentType<QueryEditorProps>;

/** What came once is there at once the next time. */
let fetched: Editor | null = null;

interface EditorState {
  Editor: Editor | null;
  caret: Caret | null;
}

function caretOf({ selectionStart, selectionEnd, selectionDirection }: HTMLTextAreaElement): Caret {
  return selectionDirection === 'backward'
    ? { anchor: selectionEnd, head: selectionStart }
    : { anchor: selectionStart, head: selectionEnd };
}

/**
 * The editor, which is large and fetched only once it is wanted. It takes over between two keys, with what is selected and
 * the focus; never while letters are put together. When it cannot be had, the plain line stays, and the next wish asks again.
 */
export function useEditor(line: RefObject<HTMLTextAreaElement | null>) {
  const [state, setState] = useState<EditorState>(() => ({ Editor: fetched, caret: null }));
  const composing = useRef(false);
  const isGone = useRef(false);
  useEffect(() => {
    isGone.current = false;
    return () => {
      isGone.current = true;
    };
  }, []);
  const takeOver = (): void => {
    if (isGone.current || composing.current || fetched === null) return;
    const plain = line.current;
    const caret = plain && document.activeElement === plain ? caretOf(plain) : null;
    flushSync(() => setState((now) => (now.Editor ? now : { Editor: fetched, caret })));
  };
  const want = async (): Promise<void> => {
    try {
      fetched ??= (await import('./query-editor.tsx')).default;
    } catch {
      return;
    }
    takeOver();
  };
  return {
    ...state,
    /** Fetches it. */
    want: () => void want(),
    setComposing(isComposing: boolean): void {
      composing.current = isComposing;
      // what was put together is written first
      if (!isComposing) setTimeout(takeOver);
    },
  };
}
