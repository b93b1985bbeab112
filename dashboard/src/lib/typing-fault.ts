/** A mistake in a query that is being written. */
export interface TypingFault {
  /** Index in the text. */
  at: number;
  message: string;
}

/** Reads a query. @throws an error with `details.column` where it has a mistake */
type Parse = (query: string) => unknown;

/** What may yet follow at the end of a query: the rest of a value, a phrase, an expression, a range. */
const ENDINGS = [
  ...['', '*', 'x', '1', 'error', '2026-01-01', ' *'],
  ...['"', 'x"', '/', 'x/', ')/', 'x)/', ']/'],
  ...[']', '*]', ' *]', 'O *]', ' TO *]', '* TO *]'],
];
const DEEPEST = 32;

function faultOf(query: string, parse: Parse): TypingFault | null {
  try {
    parse(query);
    return null;
  } catch (error) {
    const { details, message } = error as { details?: { column?: unknown }; message: string };
    return typeof details?.column === 'number' ? { at: details.column - 1, message } : null;
  }
}

/** Whether the query is right as far as it goes, and only its end is missing. */
function isUnfinished(query: string, parse: Parse): boolean {
  const mostOpen = Math.min(query.split('(').length - 1, DEEPEST);
  for (let closing = 0; closing <= mostOpen; closing += 1) {
    if (ENDINGS.some((ending) => faultOf(query + ending + ')'.repeat(closing), parse) === null)) return true;
  }
  return false;
}

/** Where the word begins that ends at the caret. */
function wordStart(query: string, caret: number): number {
  return caret - (/\S*$/.exec(query.slice(0, caret))?.[0].length ?? 0);
}

/**
 * The mistake of a query that is worth showing while somebody writes it with the caret there; null without one, where it is in the
 * word that is being written, or where what stands there only goes on.
 */
export function typingFault(query: string, caret: number, parse: Parse): TypingFault | null {
  const fault = faultOf(query, parse);
  if (fault === null) return null;
  const isInHand = fault.at >= wordStart(query, caret) && fault.at <= caret;
  if (isInHand && caret > 0 && /\S/.test(query[caret - 1] ?? '')) return null;
  const isAtEnd = query.slice(caret).trim() === '';
  return isAtEnd && isUnfinished(query, parse) ? null : fault;
}
