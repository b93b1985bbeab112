import { type EditorState, type Extension, RangeSetBuilder, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import { scanQuery } from '../../lib/scan-query.ts';
import { tokenClass } from './token-class.ts';

function decorate(state: EditorState): DecorationSet {
  const text = state.doc.toString();
  const builder = new RangeSetBuilder<Decoration>();
  for (const token of scanQuery(text)) {
    const look = tokenClass(token, text);
    if (look) builder.add(token.start, token.end, Decoration.mark({ class: look }));
  }
  return builder.finish();
}

const highlight = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = decorate(view.state);
    }
    update({ docChanged, state }: ViewUpdate): void {
      if (docChanged) this.decorations = decorate(state);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

/** Marks the place of a mistake by its column, from 1; null takes the mark away. */
export const markFault = StateEffect.define<number | null>();

const FAULT = Decoration.mark({ class: 'query-fault' });

function faultAt(column: number, length: number): DecorationSet {
  if (length === 0) return Decoration.none;
  const from = Math.min(Math.max(column - 1, 0), length - 1);
  return Decoration.set(FAULT.range(from, from + 1));
}

const fault = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, { docChanged, effects, newDoc }) {
    let next = docChanged ? Decoration.none : marks;
    for (const effect of effects) {
      if (effect.is(markFault)) next = effect.value === null ? Decoration.none : faultAt(effect.value, newDoc.length);
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});

const theme = EditorView.theme({
  '&': { fontSize: '13px', backgroundColor: 'transparent', color: 'var(--ink)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--font-mono)', lineHeight: '20px', maxHeight: '96px', overflow: 'auto' },
  '.cm-content': { padding: '8px 0', caretColor: 'var(--ink)' },
  '.cm-line': { padding: '0 2px' },
  '.cm-placeholder': {
    color: 'var(--ink-faint)',
    fontFamily: 'var(--font-sans)',
    maxWidth: '100%',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  '.cm-tooltip.cm-tooltip-autocomplete': {
    border: '1px solid var(--line)',
    borderRadius: '8px',
    backgroundColor: 'var(--raised)',
    boxShadow: 'var(--shadow)',
    overflow: 'hidden',
    marginTop: '6px',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--font-mono)', maxHeight: '320px', minWidth: '240px' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': {
    display: 'flex',
    justifyContent: 'space-between',
    gap: '24px',
    padding: '3px 10px',
    lineHeight: '20px',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--accent-soft)',
    color: 'var(--ink)',
  },
  '.cm-completionLabel': { overflow: 'hidden', textOverflow: 'ellipsis' },
  '.cm-completionDetail': {
    marginLeft: '0',
    fontStyle: 'normal',
    fontFamily: 'var(--font-sans)',
    color: 'var(--ink-faint)',
    flexShrink: '0',
  },
});

/** Marks of the query's parts and of a mistake, which `styles.css` colours, and the look of the window of completions. */
export const editorLook: Extension = [highlight, fault, theme];
