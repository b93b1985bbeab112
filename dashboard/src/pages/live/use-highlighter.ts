import { useEffect, useMemo, useState } from 'react';
import {
  type CompileExpression,
  createTermHighlighter,
  expressionOf,
  type Highlighter,
  type HighlightTerm,
} from '../../lib/highlight-terms.ts';

/** Lights the terms; what compiles regular expressions is fetched when there is one. */
export function useHighlighter(terms: readonly HighlightTerm[]): Highlighter {
  const [compile, setCompile] = useState<CompileExpression | null>(null);
  const isNeeded = compile === null && terms.some(({ text }) => expressionOf(text) !== null);
  useEffect(() => {
    if (isNeeded) {
      void import('../../lib/compile-expression.ts').then(({ compileExpression }) =>
        setCompile(() => compileExpression),
      );
    }
  }, [isNeeded]);
  return useMemo(() => createTermHighlighter(terms, compile), [terms, compile]);
}
