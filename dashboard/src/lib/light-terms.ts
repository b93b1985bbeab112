import { escapeRegex } from './escape-regex.ts';
import type { Mark } from './text-pieces.ts';

export interface WeighedTerm {
  term: string;
  weight: number;
}

/** The classifier reads no further. */
const MOST_READ = 2_000;
const EDGE = '[^\\p{L}\\p{Nd}]';

/** Where the terms stand in a message; where several would, the weightiest stays. */
export function lightTerms(message: string, terms: readonly WeighedTerm[]): Mark[] {
  const read = message.slice(0, MOST_READ);
  const marks: Mark[] = [];
  for (const { term, weight } of terms.toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight))) {
    for (const { 0: found, index } of read.matchAll(placesOf(term))) {
      const mark: Mark = { start: index, end: index + found.length, kind: weight >= 0 ? 'for' : 'against' };
      if (!marks.some(({ start, end }) => start < mark.end && mark.start < end)) marks.push(mark);
    }
  }
  return marks.sort((a, b) => a.start - b.start);
}

/** A word stands alone, or before a number, as `ssh` does in `ssh2`; the words of a pair stand apart by anything but letters and digits. */
function placesOf(term: string): RegExp {
  const words = term
    .split(' ')
    .filter((word) => word !== '')
    .map(escapeRegex);
  if (words.length === 0) return /(?!)/g;
  const end = /\p{L}$/u.test(term) ? '[^\\p{L}]' : EDGE;
  return new RegExp(`(?<=^|${EDGE})${words.join(`${EDGE}{1,8}`)}(?=${end}|$)`, 'giu');
}
