import {
  acceptCompletion,
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  completionStatus,
  insertCompletionText,
  moveCompletionSelection,
  startCompletion,
} from '@codemirror/autocomplete';
import { type Extension, Prec } from '@codemirror/state';
import { type EditorView, keymap } from '@codemirror/view';
import { quoteValue } from '../../lib/query-edit.ts';
import { completionPlace } from './completion-place.ts';
import type { Suggestion, WantedValue } from './suggest.ts';

/** Where suggestions come from. */
export interface Suggester {
  fields(typed: string): Suggestion[];
  values(wanted: WantedValue): Promise<Suggestion[]>;
}

const MOST_SHOWN = 50;

/** A field is followed by its colon and by its values at once. */
function writeField(view: EditorView, { label }: Completion, from: number, to: number): void {
  view.dispatch(insertCompletionText(view.state, `${label}:`, from, to));
  startCompletion(view);
}

function writeValue(view: EditorView, { label }: Completion, from: number, to: number): void {
  const isLast = to === view.state.doc.length;
  view.dispatch(insertCompletionText(view.state, quoteValue(label) + (isLast ? ' ' : ''), from, to));
}

/** Fields and values at the caret. Nothing is chosen until somebody asks for it, so that Enter still runs the query. */
export function completeQuery(suggester: () => Suggester): Extension {
  const source = async (context: CompletionContext): Promise<CompletionResult | null> => {
    const place = completionPlace(context.state.doc.toString(), context.pos);
    if (place === null) return null;
    const { field, from, to, typed, isCompared = false } = place;
    if (field === null && typed === '' && !context.explicit) return null;
    const found =
      field === null
        ? suggester().fields(typed)
        : await suggester()
            .values({ field, typed, isCompared })
            .catch(() => []);
    if (context.aborted || (found.length === 1 && found[0]?.text === typed)) return null;
    const apply = field === null ? writeField : writeValue;
    const options = found.slice(0, MOST_SHOWN).map(({ text, detail }) => ({ label: text, detail, apply }));
    return { from, to, options, filter: false };
  };
  return [
    autocompletion({
      override: [source],
      icons: false,
      selectOnOpen: false,
      activateOnTypingDelay: 60,
      interactionDelay: 0,
    }),
    Prec.highest(keymap.of([{ key: 'Tab', run: takeFirst }])),
  ];
}

/** Tab takes what is chosen, or else the first. */
function takeFirst(view: EditorView): boolean {
  if (completionStatus(view.state) !== 'active') return false;
  if (acceptCompletion(view)) return true;
  moveCompletionSelection(true)(view);
  return acceptCompletion(view);
}
