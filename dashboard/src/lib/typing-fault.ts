import { mendFault } from './mend-fault.ts';
import { valueEndings } from './value-endings.ts';

/** A mistake in a query that is being written. */
export interface TypingFault {
  /** Index in the text. */
  at: number;
  message: string;
  /** The query as it may have been meant; null for no guess. */
  meant: string | null;
}

/** Reads a query. @throws an error with `details.column` where it has a mistake */
type Parse = (query: string) => unknown;

/** What may yet follow at the end of a query: a value, or the rest of a phrase, an expression, a range. */
const ENDINGS = [
  ...['', 'x', '1', '2', '8', 'error', '2026-01-01', ' *'],
  ...['"', 'x"', '/', 'x/', ')/', 'x)/', ']/'],
  ...[']', '*]', ' *]', 'O *]', ' TO *]', '* TO *]'],
];
const DEEPEST = 32;

function faultOf(query: string, parse: Parse): Omit<TypingFault, 'meant'> | null {
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
  const endings = [...ENDINGS, ...valueEndings(query)];
  const mostOpen = Math.min(query.split('(').length - 1, DEEPEST);
  for (let closing = 0; closing <= mostOpen; closing += 1) {
    if (endings.some((ending) => faultOf(query + ending + ')'.repeat(closing), parse) === null)) return true;
  }
  return false;
}

/** Where the word begins that ends at the caret. */
function wordStart(query: string, caret: number): number {
  return caret - (/\S*$/.exec(query.slice(0, caret))?.[0].length ?? 0);
}

/**
 * The mistake of a query that is worth showing while somebody writes it with the caret there; null without one, or where what
 * stands there only goes on. While `isWriting`, what is wrong with the word at the caret is left alone too.
 */
export function typingFault(query: string, caret: number, isWriting: boolean, parse: Parse): TypingFault | null {
  const fault = faultOf(query, parse);
  if (fault === null) return null;
  const isInHand = fault.at >= wordStart(query, caret) && fault.at <= caret;
  if (isWriting && isInHand && caret > 0 && /\S/.test(query[caret - 1] ?? '')) return null;
  const isAtEnd = query.slice(caret).trim() === '';
  if (isAtEnd && isUnfinished(query, parse)) return null;
  const isRight = (guess: string): boolean => faultOf(guess, parse) === null || isUnfinished(guess, parse);
  return { ...fault, meant: mendFault(query, fault.at, isRight) };
}
