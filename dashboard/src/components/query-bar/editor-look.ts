import { type EditorState, type Extension, RangeSetBuilder, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import { type QueryToken, scanQuery } from '../../lib/scan-query.ts';

/** What a token looks like. */
function classOf({ kind, start }: QueryToken, text: string): string | null {
  switch (kind) {
    case 'field':
      return 'query-field';
    case 'operator':
      return 'query-operator';
    case 'sign':
      return text[start] === '+' ? 'query-operator' : 'query-exclude';
    case 'phrase':
      return 'query-phrase';
    case 'regex':
      return 'query-regex';
    case 'value':
      return 'query-value';
    case 'open':
    case 'close':
      return 'query-bracket';
    case 'word':
      return null;
  }
}

function decorate(state: EditorState): DecorationSet {
  const text = state.doc.toString();
  const builder = new RangeSetBuilder<Decoration>();
  for (const token of scanQuery(text)) {
    const look = classOf(token, text);
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
  '.query-field': { color: 'var(--accent)' },
  '.query-value': { color: 'var(--category-business)' },
  '.query-phrase': { color: 'var(--category-business)' },
  '.query-regex': { color: 'var(--category-performance)' },
  '.query-operator': { color: 'var(--category-security)', fontWeight: '600' },
  '.query-exclude': { color: 'var(--bad)', fontWeight: '700' },
  '.query-bracket': { color: 'var(--ink-faint)' },
  '.query-fault': {
    backgroundColor: 'var(--bad-soft)',
    textDecoration: 'underline wavy var(--bad)',
    textUnderlineOffset: '3px',
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

/** Colours of the query's parts, the mark of a mistake, and the look of the window of completions. */
export const editorLook: Extension = [highlight, fault, theme];
