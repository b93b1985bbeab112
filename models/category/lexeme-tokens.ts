import { RegexpTokenizer } from 'natural/lib/natural/tokenizers/regexp_tokenizer.js';
import { createStemmer } from './stem.ts';

/** Tokens that stand for a shape instead of a word. */
export type Shape =
  | '<num>'
  | '<duration>'
  | '<size>'
  | '<percent>'
  | '<money>'
  | '<ip>'
  | '<mac>'
  | '<uuid>'
  | '<hex>'
  | '<date>'
  | '<time>'
  | '<version>';

const unitsOf = (shape: Shape, units: string): [string, Shape][] => units.split(' ').map((unit) => [unit, shape]);

/** What a word that follows a number makes of it: "532 ms" is as much a duration as "532ms". */
export const UNIT_SHAPES = new Map<string, Shape>([
  ...unitsOf('<duration>', 'ns us µs ms msec msecs millis millisecond milliseconds microseconds'),
  ...unitsOf('<duration>', 's sec secs second seconds min mins minute minutes hour hours'),
  ...unitsOf('<size>', 'b byte bytes kb mb gb tb kib mib gib tib'),
  ...unitsOf('<percent>', '% percent'),
]);

/** In these patterns `0` is any run of digits, as collapseDigits leaves it. */
const NUMBER = `[-+~]?(?:0(?:[.]0)?|[.]0)(?:e[-+]?0)?`;
const DURATION_UNIT = '(?:ns|us|µs|μs|ms|msecs?|millis|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?)';
const SHAPE_PATTERNS: [RegExp, Shape][] = [
  [new RegExp(`^${NUMBER}$`), '<num>'],
  [new RegExp(`^(?:${NUMBER}${DURATION_UNIT})+$`), '<duration>'],
  [/^[-+]?0(?:[.]0)?(?:b|k|kb|m|mb|g|gb|t|tb|ki|mi|gi|kib|mib|gib|tib|bytes?)(?:\/s|ps)?$/i, '<size>'],
  [/^[-+]?0(?:[.]0)?%$/, '<percent>'],
  [/^[-+]?[$€£¥₹]0(?:[.]0)*$|^0(?:[.]0)?[€£]$|^(?:usd|eur|gbp|chf)0(?:[.]0)?$/i, '<money>'],
  [/^0[-/]0[-/]0(?:[T_]0[:.]?0.*)?$|^0T0(?:[.]0)?Z$/, '<date>'],
  [/^0:0(?::0(?:[.]0)?)?(?:Z|[-+]0:0)?$/, '<time>'],
  [/^0(?::0){5}$/, '<mac>'],
  [/^0(?:[.:]0){3}(?::0)?$|^0[.]0[.]0[.]0(?:[-/:#]0)*$/, '<ip>'],
  [/^v?0[.]0[.]0[-+.\w]*$|^v0(?:[.]0)*$/i, '<version>'],
];
const EMAIL = /^[\w.+-]+@[\w-]+(?:[.][\w-]+)+$/;
const URL = /^[a-z][a-z0-9+.-]*:\/\//i;
const PATH = /^(?:~|[.]{1,2})?\/[^/]|^[a-z]:\//i;
const HOST = /^(?:[\w-]+[.])+(?:com|net|org|io|dev|cloud|local|internal|lan|svc|example|test|invalid)(?::0)?[.]?$/i;

// an acronym before a capitalised word, a capitalised or lower-case word, an acronym, letters without case
const words = /\p{Lu}+(?=\p{Lu}\p{Ll})|\p{Lu}?\p{Ll}+(?:'\p{Ll}+)?|\p{Lu}+|[\p{L}\p{M}]+/gu;
const parts = new RegexpTokenizer({ pattern: /[^\p{L}\p{M}\p{N}'$€%]+|_/u });
const stem = createStemmer();

/** Replaces each run of digits by `0`, so that what differs only in numbers is one lexeme. */
export function collapseDigits(lexeme: string): string {
  return lexeme.replace(/[0-9]+/g, '0');
}

function wordTokens(word: string, into: string[]): void {
  const lower = word.toLowerCase();
  const apostrophe = lower.indexOf("'");
  if (apostrophe < 0) {
    into.push(stem(lower));
    return;
  }
  const negated = lower.endsWith("n't");
  into.push(stem(lower.slice(0, negated ? -3 : apostrophe)));
  if (negated) into.push('not');
}

function partTokens(part: string, into: string[]): void {
  if (!part.includes('0')) {
    for (const word of part.match(words) ?? []) wordTokens(word, into);
    return;
  }
  const shape = shapeOf(part);
  if (shape !== undefined) {
    into.push(shape);
    return;
  }
  const named = /^([A-Za-z]{2,})0$/.exec(part);
  if (named?.[1] !== undefined) {
    for (const word of named[1].match(words) ?? []) wordTokens(word, into);
  } else if (part.length <= 5 && part.indexOf('0') === part.lastIndexOf('0') && /[a-z]/i.test(part)) {
    into.push(part.toLowerCase());
  } else {
    into.push('<id>');
  }
}

function shapeOf(lexeme: string): Shape | undefined {
  for (const [pattern, shape] of SHAPE_PATTERNS) if (pattern.test(lexeme)) return shape;
  return undefined;
}

/** The tokens of a lexeme whose digits are collapsed: its shape, or the stems of the words it is put together from. */
export function lexemeTokens(lexeme: string): string[] {
  const tokens: string[] = [];
  if (EMAIL.test(lexeme)) return ['<email>'];
  const shape = shapeOf(lexeme);
  if (shape !== undefined) return [shape];
  if (HOST.test(lexeme)) return ['<host>'];
  if (URL.test(lexeme)) tokens.push('<url>');
  else if (PATH.test(lexeme)) tokens.push('<path>');
  if (lexeme === '%') return ['%'];
  for (const part of parts.tokenize(lexeme)) partTokens(part, tokens);
  return tokens;
}

/** The word or the number in a lexeme that a token came from, as it stands there; the whole lexeme for another shape. */
export function wordOfToken(lexeme: string, token: string): string {
  if (token === '<num>') return /^[-+]?[0-9][0-9.]*|[0-9][0-9.]*/.exec(lexeme)?.[0] ?? lexeme;
  if (token.startsWith('<')) return lexeme;
  const found = (lexeme.match(words) ?? []).find((word) => stem(word.toLowerCase()) === token);
  return found ?? lexeme;
}
