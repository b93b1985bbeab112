import { createHighlighter, type Span } from '../../../core/query/highlight.ts';
import { parseQuery } from '../../../core/query/parse.ts';

/** Finds the places of `/…/` or `/…/i`, in time that grows with the text alone. @throws PipelineError when it cannot be read */
export function compileExpression(expression: string): (text: string) => Span[] {
  return createHighlighter(parseQuery(expression));
}
