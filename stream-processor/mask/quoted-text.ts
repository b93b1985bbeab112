import type { Span } from './detector.ts';

/** A quote as it stands in JSON within JSON, in HTML, in a URL, and as .NET writes it. */
export const QUOTE = String.raw`\\{0,31}["'${'`'}]|\\{1,31}u00(?:22|27)|&quot;|&apos;|&#3[49];|%(?:25)?2[27]`;
/** What begins a colour, also as it is written in JSON, in shells, and by syslog. */
export const ESCAPE = String.raw`(?:\x1b|\\{1,31}(?:u001b|x1b|e|033)|#033|\^\[)`;
/** A line break, also as JSON writes it. */
export const LINE_BREAK = String.raw`(?:\r?\n|\\{1,31}(?:r\\{1,31})?n)`;
/** Blanks, and the colours of a terminal. */
export const GAP = String.raw`(?:[ \t\u00a0]|${ESCAPE}\[[0-9;]{0,16}m){0,16}`;

/** Between two values in brackets. */
const LONGEST_GAP = 256;

const OPENING = new RegExp(QUOTE, 'y');
const MAY_OPEN = new Set('"\'`\\&%');

/** How long the quote is that begins here; 0 when none does. */
export function quoteLength(text: string, at: number): number {
  if (!MAY_OPEN.has(text[at] ?? '')) return 0;
  OPENING.lastIndex = at;
  return OPENING.exec(text)?.[0].length ?? 0;
}

/**
 * Where the text ends whose quote has so many backslashes: a quote of its own has more of them, and that of what is around
 * it has fewer. Each level of JSON doubles them and adds one.
 */
function endBehindBackslashes(text: string, from: number, quote: string, backslashes: number): number {
  let run = 0;
  for (let at = from; at < text.length; at++) {
    const char = text[at];
    if (char === '\\') {
      run++;
      continue;
    }
    if (char === quote && (run < backslashes || run % (2 * (backslashes + 1)) === backslashes)) {
      return at - Math.min(run, backslashes);
    }
    run = 0;
  }
  return -1;
}

/** The inside of the quoted text that begins here; to the end of its line when it is never closed. Null without a quote. */
export function readQuoted(text: string, at: number): Span | null {
  const length = quoteLength(text, at);
  if (length === 0) return null;
  const start = at + length;
  const opening = text.slice(at, start);
  const isPlain = /^\\*["'`]$/.test(opening);
  const closed = isPlain
    ? endBehindBackslashes(text, start, opening.slice(-1), length - 1)
    : text.indexOf(opening, start);
  if (closed >= 0) return { start, end: closed };
  const line = text.indexOf('\n', start);
  return { start, end: line < 0 ? text.length : line };
}

const SCALAR = /[^\s{}[\]()<>,:=;"'`\\]+/y;
const NAME_FOLLOWS = /[ \t]{0,8}(?:=>|[:=])/y;

function isName(text: string, end: number): boolean {
  NAME_FOLLOWS.lastIndex = end;
  return NAME_FOLLOWS.test(text);
}

/** What stands at this place inside brackets: a text or a bare value; null for what is between them. */
function readItem(text: string, at: number): { inside: Span; end: number } | null {
  const quoted = readQuoted(text, at);
  if (quoted) return { inside: quoted, end: quoted.end + quoteLength(text, quoted.end) };
  SCALAR.lastIndex = at;
  return SCALAR.test(text) ? { inside: { start: at, end: SCALAR.lastIndex }, end: SCALAR.lastIndex } : null;
}

/**
 * The accepted values within the brackets that begin here, at any depth, without the names before them. Null when the brackets
 * are only a part of a word, or never closed and without a quote. Gives up where nothing was accepted for long, so that reading them again is cheap.
 */
export function readBracketed(text: string, at: number, accepts: (value: string) => boolean): Span[] | null {
  const isText = quoteLength(text, at + 1) > 0;
  const values: Span[] = [];
  let depth = 0;
  for (let index = at, start = at; index < Math.min(text.length, start + LONGEST_GAP); ) {
    const char = text[index] ?? '';
    if ('[{'.includes(char)) depth++;
    else if (']}'.includes(char) && --depth === 0) return /\w/.test(text[index + 1] ?? '') ? null : values;
    const item = readItem(text, index);
    if (item && !isName(text, item.end) && accepts(text.slice(item.inside.start, item.inside.end))) {
      values.push(item.inside);
      start = item.end;
    }
    index = Math.max(item?.end ?? 0, index + 1);
  }
  return isText ? values : null;
}
