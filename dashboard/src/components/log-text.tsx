import { memo } from 'react';
import type { AnsiColour, AnsiStyle } from '../lib/ansi.ts';
import { type Highlight, type Mark, type MarkKind, textPieces } from '../lib/text-pieces.ts';

/** Of our own palette, which can be read on our ground in both themes. */
const COLOURS: Readonly<Record<AnsiColour, string>> = {
  black: 'text-ink-faint',
  red: 'text-bad',
  green: 'text-good',
  yellow: 'text-caution',
  blue: 'text-info',
  magenta: 'text-fatal',
  cyan: 'text-business',
  white: 'text-ink',
};

/** Backgrounds on which the usual ink can be read in both themes. */
export const HIGHLIGHT_COLOURS: Readonly<Record<Highlight, string>> = {
  'highlight-1': 'bg-highlight-1 text-ink',
  'highlight-2': 'bg-highlight-2 text-ink',
  'highlight-3': 'bg-highlight-3 text-ink',
  'highlight-4': 'bg-highlight-4 text-ink',
  'highlight-5': 'bg-highlight-5 text-ink',
  'highlight-6': 'bg-highlight-6 text-ink',
  'highlight-7': 'bg-highlight-7 text-ink',
  'highlight-8': 'bg-highlight-8 text-ink',
};

const MARKS: Readonly<Record<MarkKind, string>> = {
  ...HIGHLIGHT_COLOURS,
  hit: 'rounded-xs bg-mark text-mark-ink',
  found: 'rounded-xs bg-accent/25 text-ink',
  'found-here': 'rounded-xs bg-accent text-accent-ink',
  for: 'rounded-xs bg-good-soft text-good underline decoration-2 underline-offset-2',
  against: 'rounded-xs bg-bad-soft text-bad underline decoration-dotted underline-offset-2',
};

const SIGN = 'mx-px whitespace-nowrap rounded-xs bg-caution-soft px-0.5 text-[0.8em] font-medium text-caution';

function classesOf({ colour, ...style }: AnsiStyle): string {
  const classes = [
    colour && COLOURS[colour],
    style.isBold && 'font-semibold',
    style.isFaint && 'text-ink-faint',
    style.isItalic && 'italic',
    style.isUnderlined && 'underline',
    style.isInverse && 'bg-sunken',
  ];
  return classes.filter(Boolean).join(' ');
}

interface LogTextProps {
  text: string;
  marks?: readonly Mark[] | undefined;
}

/** Text of a log, hostile as it may be: only ever text, its terminal colours decoded, the unseen shown as signs. */
export const LogText = memo(function LogText({ text, marks }: LogTextProps) {
  return textPieces(text, marks).map(({ text: piece, start, style, isSign, mark }) => {
    const classes = isSign ? SIGN : classesOf(style);
    if (mark) {
      return (
        <mark key={start} className={MARKS[mark]}>
          {piece}
        </mark>
      );
    }
    if (classes === '') return piece;
    return (
      <span key={start} className={classes}>
        {piece}
      </span>
    );
  });
});
