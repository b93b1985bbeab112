/**
 * The tokens of a text: maximal runs of letters (Unicode L) and decimal digits (Unicode Nd), lower-cased.
 * Lower-casing goes code point by code point, so a token never depends on its neighbours: İ becomes i, and both σ and ς are σ.
 */

const WORD_CHAR = /[\p{L}\p{Nd}]/u;

/** What each ASCII code unit folds to; 0 where it belongs to no token. */
const ASCII = foldTable(128);

/** The same for every code unit of the first plane, made when the first text needs it. */
let plane: Uint16Array | null = null;

function foldTable(size: number): Uint16Array {
  const table = new Uint16Array(size);
  for (let unit = 0; unit < size; unit++) {
    const char = String.fromCharCode(unit);
    if (WORD_CHAR.test(char)) table[unit] = lowerCase(char).charCodeAt(0);
  }
  return table;
}

function lowerCase(text: string): string {
  return text.replaceAll('İ', 'i').toLowerCase().replaceAll('ς', 'σ');
}

function foldUnit(unit: number): number {
  if (unit < 128) return ASCII[unit] ?? 0;
  plane ??= foldTable(0x1_0000);
  return plane[unit] ?? 0;
}

const isSurrogate = (unit: number): boolean => (unit & 0xf800) === 0xd800;

/** Where the run of word characters that covers `at` ends; `at` itself when there is none. */
function endOfRun(text: string, at: number): number {
  let end = at;
  while (end < text.length) {
    const unit = text.charCodeAt(end);
    if (!isSurrogate(unit)) {
      if (foldUnit(unit) === 0) return end;
      end++;
    } else {
      const point = text.codePointAt(end) ?? 0;
      if (point < 0x1_0000 || !WORD_CHAR.test(String.fromCodePoint(point))) return end;
      end += 2;
    }
  }
  return end;
}

/** Calls back with the start and end of every token, in order, until it answers false. */
export function eachToken(text: string, onToken: (start: number, end: number) => boolean): void {
  for (let at = 0; at < text.length; ) {
    const end = endOfRun(text, at);
    if (end === at) {
      at++;
      continue;
    }
    if (!onToken(at, end)) return;
    at = end;
  }
}

/** The tokens of a text in order, repetitions included. */
export function tokenize(text: string): string[] {
  const tokens: string[] = [];
  eachToken(text, (start, end) => {
    tokens.push(lowerCase(text.slice(start, end)));
    return true;
  });
  return tokens;
}

/** Whether the run that begins at `start` begins with this token: where the token's text ends, or -1. */
function matchAt(text: string, start: number, token: string): number {
  if (start + token.length > text.length) return -1;
  for (let index = 0; index < token.length; index++) {
    const unit = text.charCodeAt(start + index);
    if (isSurrogate(unit))
      return lowerCase(text.slice(start, start + token.length)) === token ? start + token.length : -1;
    if (foldUnit(unit) !== token.charCodeAt(index)) return -1;
  }
  return start + token.length;
}

/** Where the next run begins, at or after `at`; the length of the text when there is none. */
function nextRun(text: string, at: number): number {
  let start = at;
  while (start < text.length) {
    const unit = text.charCodeAt(start);
    if (isSurrogate(unit) ? endOfRun(text, start) > start : foldUnit(unit) !== 0) return start;
    start++;
  }
  return start;
}

function phraseAt(text: string, start: number, tokens: readonly string[]): boolean {
  let at = start;
  for (let index = 0; index < tokens.length; index++) {
    if (index > 0) at = nextRun(text, at);
    const end = matchAt(text, at, tokens[index] ?? '');
    if (end < 0 || endOfRun(text, end) !== end) return false;
    at = end;
  }
  return true;
}

/** Whether the tokens (lower-cased, as {@link tokenize} gives them) are neighbours in the text, in this order. No tokens are in every text. */
export function containsPhrase(text: string, tokens: readonly string[]): boolean {
  const first = tokens[0];
  if (first === undefined) return true;
  for (let at = nextRun(text, 0); at < text.length; at = nextRun(text, endOfRun(text, at))) {
    if (foldMayBegin(text, at, first) && phraseAt(text, at, tokens)) return true;
  }
  return false;
}

/** Whether a token of the text begins with this (lower-cased). */
export function containsPrefix(text: string, prefix: string): boolean {
  for (let at = nextRun(text, 0); at < text.length; at = nextRun(text, endOfRun(text, at))) {
    if (foldMayBegin(text, at, prefix) && matchAt(text, at, prefix) >= 0) return true;
  }
  return false;
}

function foldMayBegin(text: string, at: number, token: string): boolean {
  const unit = text.charCodeAt(at);
  return isSurrogate(unit) || foldUnit(unit) === token.charCodeAt(0);
}
