import { type AnsiStyle, readAnsi } from './ansi.ts';
import { escapeRegex } from './escape-regex.ts';
import { visibleParts } from './visible-text.ts';

/** A place of a text that is to be lit: `[start, end)` in the text as it came. */
export interface Mark {
  start: number;
  end: number;
  kind: MarkKind;
}

/** Colours of what somebody wants to see at once. */
export const HIGHLIGHTS = [
  'highlight-1',
  'highlight-2',
  'highlight-3',
  'highlight-4',
  'highlight-5',
  'highlight-6',
  'highlight-7',
  'highlight-8',
] as const;
export type Highlight = (typeof HIGHLIGHTS)[number];

/** A hit of the query, of the find bar, of the one at which it stands, a word that spoke for or against a category, or a highlight. */
export type MarkKind = 'hit' | 'found' | 'found-here' | 'for' | 'against' | Highlight;

export interface TextPiece {
  text: string;
  /** In the text as it came: a key that no other piece has. */
  start: number;
  style: AnsiStyle;
  isSign: boolean;
  mark: MarkKind | null;
}

/** What is drawn of a hostile text: its colours decoded, the unseen made visible, the marks laid over; later marks win. */
export function textPieces(text: string, marks: readonly Mark[] = []): TextPiece[] {
  const pieces: TextPiece[] = [];
  for (const run of readAnsi(text)) {
    for (const part of visibleParts(run.text)) {
      const start = run.start + part.start;
      const common = { style: run.style, isSign: part.isSign };
      if (part.isSign) {
        pieces.push({ ...common, text: part.text, start, mark: markAt(marks, start) });
        continue;
      }
      const cuts = cutsWithin(marks, start, start + part.length);
      for (let at = 0; at + 1 < cuts.length; at++) {
        const [from = 0, to = 0] = [cuts[at], cuts[at + 1]];
        pieces.push({ ...common, text: text.slice(from, to), start: from, mark: markAt(marks, from) });
      }
    }
  }
  return pieces;
}

function markAt(marks: readonly Mark[], at: number): MarkKind | null {
  return marks.findLast(({ start, end }) => start <= at && at < end)?.kind ?? null;
}

/** Both ends, and every begin and end of a mark between them. */
function cutsWithin(marks: readonly Mark[], from: number, to: number): number[] {
  const cuts = new Set([from, to]);
  for (const { start, end } of marks) {
    if (start > from && start < to) cuts.add(start);
    if (end > from && end < to) cuts.add(end);
  }
  return [...cuts].sort((a, b) => a - b);
}

const MOST_MARKS = 200;

/** Marks of every place of a word, whatever its case; the first 200. */
export function findMarks(text: string, wanted: string, kind: MarkKind): Mark[] {
  const marks: Mark[] = [];
  if (wanted === '') return marks;
  for (const { 0: found, index } of text.matchAll(new RegExp(escapeRegex(wanted), 'giu'))) {
    marks.push({ start: index, end: index + found.length, kind });
    if (marks.length === MOST_MARKS) break;
  }
  return marks;
}
