import { useMemo, useState } from 'react';
import { freeColour, type Highlighter, type HighlightTerm, readTerms, writeTerms } from '../../lib/highlight-terms.ts';
import { useParameters } from '../../lib/screen-state.ts';
import { useHighlighter } from './use-highlighter.ts';

/** What is lit: the terms of the address, and the one that is being written. */
export interface Highlights {
  terms: readonly HighlightTerm[];
  draft: string;
  highlighter: Highlighter;
  setDraft(draft: string): void;
  /** The one that is being written stands in the address from now on. */
  keepDraft(): void;
  remove(term: HighlightTerm): void;
}

export function useHighlights(): Highlights {
  const [parameters, change] = useParameters();
  const text = parameters.get('hl') ?? '';
  const [draft, setDraft] = useState('');
  const terms = useMemo(() => readTerms(text), [text]);
  const lit = useMemo(() => {
    const [written, colour] = [draft.trim(), freeColour(terms)];
    return written === '' || colour === null ? terms : [...terms, { text: written, colour }];
  }, [terms, draft]);
  const keep = (kept: readonly HighlightTerm[]): void => change({ hl: writeTerms(kept) }, { replace: true });
  return {
    terms,
    draft,
    setDraft,
    highlighter: useHighlighter(lit),
    keepDraft() {
      keep(lit);
      setDraft('');
    },
    remove: (term) => keep(terms.filter((each) => each !== term)),
  };
}
