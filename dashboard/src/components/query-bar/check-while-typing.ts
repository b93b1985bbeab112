import { type Extension, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import { type TypingFault, typingFault } from '../../lib/typing-fault.ts';

/** How long nobody writes before it is looked at, and how much longer before also the last word counts as written. */
const PAUSE_MS = 400;
const REST_MS = 600;

const mark = StateEffect.define<TypingFault | null>();

const DOUBT = Decoration.mark({ class: 'query-doubt' });

function marksOf(fault: TypingFault, length: number): DecorationSet {
  const from = Math.min(fault.at, length - 1);
  return length === 0 ? Decoration.none : Decoration.set(DOUBT.range(from, from + 1));
}

const marks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(before, { changes, effects, newDoc }) {
    let next = before.map(changes);
    for (const effect of effects) {
      if (effect.is(mark)) next = effect.value === null ? Decoration.none : marksOf(effect.value, newDoc.length);
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Told of each mistake that is marked, and of null once there is none. */
type Tell = (fault: TypingFault | null) => void;

/** Fetched by the first who writes: it brings the reader of regular expressions along. */
const fetchParser = async () => (await import('../../../../core/query/parse.ts')).parseQuery;

function createChecker(view: EditorView, tell: Tell, fetchParse: typeof fetchParser) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wasWritten = false;
  const doIn = (ms: number, what: () => void): void => {
    clearTimeout(timer);
    timer = setTimeout(what, ms);
  };
  const show = (fault: TypingFault | null): void => {
    view.dispatch({ effects: mark.of(fault) });
    tell(fault);
  };
  const check = async (isWriting: boolean): Promise<void> => {
    const checked = timer;
    // where it cannot be fetched nothing is marked: the server says it when the query is run
    const parse = await fetchParse().catch(() => null);
    if (timer !== checked || parse === null) return;
    const { doc, selection } = view.state;
    const fault = typingFault(doc.toString(), selection.main.head, parse);
    // a mark of the word that is written on does not come and go with each letter
    if (isWriting && fault?.isInHand) doIn(REST_MS, () => show(fault));
    else show(fault);
  };
  const checkIn = (ms: number, isWriting: boolean): void => doIn(ms, () => void check(isWriting));
  return {
    update({ docChanged, selectionSet, focusChanged }: ViewUpdate): void {
      if (docChanged) wasWritten = true;
      if (!wasWritten) return;
      if (focusChanged && !view.hasFocus) checkIn(0, false);
      else if (docChanged || selectionSet) checkIn(PAUSE_MS, true);
    },
    destroy(): void {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}

const look = EditorView.theme({
  '.query-doubt': { textDecoration: 'underline wavy var(--caution)', textUnderlineOffset: '3px' },
});

/**
 * Marks a mistake some time after the last key, once what is wrong has been left behind; in the last word after a longer pause, or
 * when the editor is left.
 */
export function checkWhileTyping(tell: Tell, fetchParse = fetchParser): Extension {
  const checker = ViewPlugin.define((view) => createChecker(view, tell, fetchParse));
  const isInvalid = EditorView.contentAttributes.of(({ state }) =>
    state.field(marks).size > 0 ? { 'aria-invalid': 'true' } : null,
  );
  return [marks, checker, isInvalid, look];
}
