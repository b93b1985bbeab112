import { findMarks, HIGHLIGHTS, type Highlight, type Mark } from './text-pieces.ts';

/** A word, or a regular expression between slashes, `/…/` or `/…/i`, that is lit in its colour. */
export interface HighlightTerm {
  text: string;
  colour: Highlight;
}

export const MOST_TERMS = HIGHLIGHTS.length;
export const LONGEST_TERM = 200;

/** Terms as they stand in an address, a line each; an empty line keeps the colour of one that was taken out. */
export function readTerms(text: string): HighlightTerm[] {
  const terms = text.split('\n').slice(0, MOST_TERMS);
  return terms.flatMap((term, at) => {
    const colour = HIGHLIGHTS[at];
    return term === '' || !colour ? [] : [{ text: term.slice(0, LONGEST_TERM), colour }];
  });
}

export function writeTerms(terms: readonly HighlightTerm[]): string {
  const lines = HIGHLIGHTS.map((colour) => terms.find((term) => term.colour === colour)?.text ?? '');
  return lines.join('\n').replace(/\n+$/, '');
}

/** The first colour that no term has; null when all are given. */
export function freeColour(terms: readonly HighlightTerm[]): Highlight | null {
  return HIGHLIGHTS.find((colour) => !terms.some((term) => term.colour === colour)) ?? null;
}

/** The regular expression of a term in the form that the query language reads; null for a word. */
export function expressionOf(term: string): string | null {
  const [, source, flags] = /^\/(.+)\/(i?)$/s.exec(term) ?? [];
  if (source === undefined) return null;
  return `/${source.replaceAll(/\\.|\//gs, (found) => (found === '/' ? '\\/' : found))}/${flags}`;
}

/** Finds the places of a regular expression as the query language writes it. @throws Error when it is none */
export type CompileExpression = (expression: string) => (text: string) => readonly (readonly [number, number])[];

export interface Highlighter {
  marksOf(text: string): Mark[];
  /** What is wrong with a term, by its text. */
  faults: ReadonlyMap<string, string>;
}

/** What is wrong with an expression, without where in the query it would stand. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/^error parsing regexp: /, '').replace(/(?:, in the regular expression)? at column \d+$/, '');
}

/** Lights all terms in their colours; without the means to compile them, regular expressions light nothing yet. */
export function createTermHighlighter(terms: readonly HighlightTerm[], compile: CompileExpression | null): Highlighter {
  const finders: ((text: string) => Mark[])[] = [];
  const faults = new Map<string, string>();
  for (const { text: term, colour: kind } of terms) {
    const expression = expressionOf(term);
    if (expression === null) finders.push((text) => findMarks(text, term, kind));
    else if (compile) {
      try {
        const find = compile(expression);
        finders.push((text) => find(text).map(([start, end]) => ({ start, end, kind })));
      } catch (error) {
        faults.set(term, reasonOf(error));
      }
    }
  }
  return { marksOf: (text) => finders.flatMap((find) => find(text)), faults };
}
