import { type Extension, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import { type TypingFault, typingFault } from '../../lib/typing-fault.ts';

/** How long nobody writes before it is looked at. */
const PAUSE_MS = 400;

const mark = StateEffect.define<TypingFault | null>();

function marksOf(fault: TypingFault, length: number): DecorationSet {
  const from = Math.min(fault.at, length - 1);
  const look = Decoration.mark({ class: 'query-doubt', attributes: { title: fault.message } });
  return length === 0 ? Decoration.none : Decoration.set(look.range(from, from + 1));
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

const checker = ViewPlugin.fromClass(
  class {
    readonly view: EditorView;
    timer: ReturnType<typeof setTimeout> | undefined;
    wasWritten = false;

    constructor(view: EditorView) {
      this.view = view;
    }
    update({ docChanged, selectionSet }: ViewUpdate): void {
      if (docChanged) this.wasWritten = true;
      if (!this.wasWritten || !(docChanged || selectionSet)) return;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => void this.check(), PAUSE_MS);
    }
    async check(): Promise<void> {
      const { timer } = this;
      // fetched by the first who writes: it brings the reader of regular expressions along
      const { parseQuery } = await import('../../../../core/query/parse.ts');
      if (timer !== this.timer) return;
      const { doc, selection } = this.view.state;
      this.view.dispatch({ effects: mark.of(typingFault(doc.toString(), selection.main.head, parseQuery)) });
    }
    destroy(): void {
      clearTimeout(this.timer);
      this.timer = undefined;
    }
  },
);

const look = EditorView.theme({
  '.query-doubt': { textDecoration: 'underline wavy var(--caution)', textUnderlineOffset: '3px' },
});

/** Marks a mistake some time after the last key, with its message on hover, once what is wrong has been left behind. */
export const checkWhileTyping: Extension = [marks, checker, look];
