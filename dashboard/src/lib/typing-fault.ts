import { mendFault } from './mend-fault.ts';
import { scanQuery } from './scan-query.ts';
import { valueEndings } from './value-endings.ts';

/** A mistake in a query that is being written. */
export interface TypingFault {
  /** Index in the text. */
  at: number;
  message: string;
  /** The query as it may have been meant; null for no guess. */
  meant: string | null;
  /** Whether it is in the word that ends at the caret, which may yet be written on. */
  isInHand: boolean;
}

/** Reads a query. @throws an error with `details.column` where it has a mistake */
type Parse = (query: string) => unknown;

/** What may yet follow at the end of a query: a value, or the rest of a phrase, an expression, a range. */
const ENDINGS = [
  ...['', 'x', '1', '2', '8', 'error', '2026-01-01', ' *'],
  ...['"', 'x"', '/', 'x/', ')/', 'x)/', ']/'],
  ...[']', '*]', ' *]', 'O *]', ' TO *]', '* TO *]'],
];

function faultOf(query: string, parse: Parse): Pick<TypingFault, 'at' | 'message'> | null {
  try {
    parse(query);
    return null;
  } catch (error) {
    const { details, message } = error as { details?: { column?: unknown }; message: string };
    return typeof details?.column === 'number' ? { at: details.column - 1, message } : null;
  }
}

/** How many brackets are open at the end. */
function countOpen(query: string): number {
  return scanQuery(query).reduce((open, { kind }) => {
    if (kind === 'open') return open + 1;
    return kind === 'close' ? Math.max(0, open - 1) : open;
  }, 0);
}

/** Whether the query is right as far as it goes, and only its end is missing. */
function isUnfinished(query: string, parse: Parse): boolean {
  const closing = ')'.repeat(countOpen(query));
  return [...ENDINGS, ...valueEndings(query)].some((ending) => faultOf(query + ending + closing, parse) === null);
}

/** Where the word begins that ends at the caret. */
function wordStart(query: string, caret: number): number {
  return caret - (/\S*$/.exec(query.slice(0, caret))?.[0].length ?? 0);
}

/** The mistake of a query that is written with the caret there; null without one, or where what stands there only goes on. */
export function typingFault(query: string, caret: number, parse: Parse): TypingFault | null {
  const fault = faultOf(query, parse);
  if (fault === null) return null;
  const isAtEnd = query.slice(caret).trim() === '';
  if (isAtEnd && isUnfinished(query, parse)) return null;
  const isInHand =
    fault.at >= wordStart(query, caret) && fault.at <= caret && caret > 0 && /\S/.test(query[caret - 1] ?? '');
  const isRight = (guess: string): boolean => faultOf(guess, parse) === null || isUnfinished(guess, parse);
  return { ...fault, meant: mendFault(query, fault.at, isRight), isInHand };
}
