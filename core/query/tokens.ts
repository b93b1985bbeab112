/**
 * The tokens of a text: maximal runs of letters (Unicode L) and decimal digits (Unicode Nd), lower-cased.
 * Lower-casing goes code point by code point, so a token never depends on its neighbours: İ becomes i, and both σ and ς are σ.
 *
 * Looking for tokens is left to regular expressions, which V8 runs ten times as fast as a loop over the characters. They have no
 * choice between alternatives of different length, so they take linear time.
 */

const WORD = '[\\p{L}\\p{Nd}]';
const GAP = '[^\\p{L}\\p{Nd}]+';

/** Lower case as tokens have it, code point by code point; the length in UTF-16 units stays. */
export function foldCase(text: string): string {
  return text.replaceAll('İ', 'i').toLowerCase().replaceAll('ς', 'σ');
}

/** The tokens of a text in order, repetitions included. */
export function tokenize(text: string): string[] {
  return foldCase(text).match(/[\p{L}\p{Nd}]+/gu) ?? [];
}

/** Every other character whose lower case is the key. Made when the first token that is not ASCII asks. */
let variants: ReadonlyMap<string, string> | null = null;

function collectVariants(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (let point = 0x41; point < 0x2_0000; point++) {
    const char = String.fromCodePoint(point);
    const lower = foldCase(char);
    if (lower !== char) found.set(lower, (found.get(lower) ?? '') + char);
  }
  return found;
}

/** The source of an expression for all characters that are this one when lower-cased. */
function anyCase(char: string): string {
  if (char >= '0' && char <= '9') return char;
  if (char === 'i') return '[iIİ]';
  if (char === 'k') return '[kK\u212a]';
  if (char >= 'a' && char <= 'z') return `[${char}${char.toUpperCase()}]`;
  variants ??= collectVariants();
  return `[${char}${variants.get(char) ?? ''}]`;
}

const NEVER = /(?!)/;

function tokensSource(tokens: readonly string[]): string {
  return tokens.map((token) => Array.from(token, anyCase).join('')).join(GAP);
}

const isToken = (token: string): boolean => /^[\p{L}\p{Nd}]+$/u.test(token);

/** An expression that finds these neighbouring tokens; without flags other than `u`. */
export function phraseExpression(tokens: readonly string[]): RegExp {
  if (!tokens.every(isToken)) return NEVER;
  return new RegExp(`(?<!${WORD})${tokensSource(tokens)}(?!${WORD})`, 'u');
}

/** An expression that finds the beginning of a token; without flags other than `u`. */
export function prefixExpression(prefix: string): RegExp {
  return isToken(prefix) ? new RegExp(`(?<!${WORD})${tokensSource([prefix])}`, 'u') : NEVER;
}

/** A function that says whether the tokens (lower-cased) are neighbours in a text, in this order. No tokens are in every text. */
export function compilePhrase(tokens: readonly string[]): (text: string) => boolean {
  if (tokens.length === 0) return () => true;
  const expression = phraseExpression(tokens);
  return (text) => expression.test(text);
}

/** A function that says whether a token of a text begins with this (lower-cased). */
export function compilePrefix(prefix: string): (text: string) => boolean {
  const expression = prefixExpression(prefix);
  return (text) => expression.test(text);
}
