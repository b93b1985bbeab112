import { readCookies } from './cookie.ts';
import type { Span } from './detector.ts';
import { placeOfValue, type ValuePlace } from './named-value.ts';
import { LINE_BREAK, QUOTE, quoteLength, readBracketed, readQuoted } from './quoted-text.ts';
import { isCookieName, isSecretName, NAME_HINT, type NameInText, nameAround } from './secret-name.ts';
import { isMark, isSecretValue, isSentence } from './secret-value.ts';
import { readUnquoted } from './unquoted-text.ts';

/** A line that holds one word and nothing else, and no other name. */
const NEXT_LINE = new RegExp(
  `(?:[|>][+-]?[ \\t]{0,8})?${LINE_BREAK}[ \\t]{0,32}(?=[^\\s\\\\]{1,4096}[ \\t]{0,8}(?:${LINE_BREAK}|\\\\{0,31}["']|$))(?![\\w.-]{1,64}(?::|=[^=]))`,
  'y',
);
/** `b'…'`, `Some("…")`. */
const BEFORE_QUOTE = new RegExp(`(?:[bru]{1,2}|[A-Za-z_]{1,32}\\()(?=${QUOTE}|\\[)`, 'iy');
const ELEMENT_TEXT = /(?:[^<\]&\n]|&(?!lt;)|\](?!\]>)){1,4096}/y;
const OTHER_PAIR = /[A-Za-z_][\w.-]{0,63}=[^=]/y;
const OTHER_NAME = /[ \t]{1,8}[=:][ \t]/y;
/** What parsers write before the token that they did not want. */
const PARSER_BEFORE = /(?:unexpected|expected|illegal|next|current|last|lookahead) $/i;
const ARGUMENT_WORDS = /^(?:option|flag|argument|arg|parameter|param|switch|value|instead)s?$/i;

function isAt(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}

function textOf(text: string, { start, end }: Span): string {
  return text.slice(start, end);
}

function isParserToken(text: string, { name, start }: NameInText): boolean {
  return /^tokens?$/i.test(name) && PARSER_BEFORE.test(text.slice(Math.max(0, start - 16), start));
}

function isWordOnly(value: string, name: string): boolean {
  return ARGUMENT_WORDS.test(value) || name.replace(/^-+/, '').replace(/-/g, '_').toUpperCase() === value;
}

/** Whether what stands there without quotes goes on as a sentence, or is a name itself. */
function isProse(text: string, name: string, span: Span, { tie, isLoose }: ValuePlace): boolean {
  const value = textOf(text, span);
  if (tie === 'assigned') return isLoose && isAt(OTHER_PAIR, text, span.start);
  if (tie === 'encoded') return false;
  // the verdict of a test
  if (tie === 'colon' && name === 'PASS') return true;
  if (tie === 'argument' && isWordOnly(value, name)) return true;
  return (/^[A-Za-z_]+$/.test(value) && isAt(OTHER_NAME, text, span.end)) || isSentence(value, text, span.end);
}

function readBare(text: string, name: string, at: number, place: ValuePlace): Span[] {
  const span = readUnquoted(text, at, place.tie === 'encoded');
  return span && !isProse(text, name, span, place) ? [span] : [];
}

function readElement(text: string, at: number): Span[] {
  return isAt(ELEMENT_TEXT, text, at) ? [{ start: at, end: ELEMENT_TEXT.lastIndex }] : [];
}

function readValues(text: string, name: string, place: ValuePlace): Span[] {
  const line = isAt(NEXT_LINE, text, place.at) ? NEXT_LINE.lastIndex : place.at;
  const at = isAt(BEFORE_QUOTE, text, line) ? BEFORE_QUOTE.lastIndex : line;
  if (isCookieName(name)) {
    const first = text[at] === '[' ? at + 1 : at;
    const cookies = readCookies(text, first + quoteLength(text, first));
    if (cookies.length > 0) return cookies;
  }
  if (place.tie === 'element') return readElement(text, at);
  const quoted = readQuoted(text, at);
  if (quoted) return [quoted];
  if (text.startsWith('{{', at) || isMark(text, at)) return [];
  const listed = '[{'.includes(text[at] ?? ' ') ? readBracketed(text, at, (value) => isSecretValue(name, value)) : null;
  return listed ?? readBare(text, name, at, place);
}

function secretsOf(text: string, found: NameInText): Span[] {
  const place = placeOfValue(text, found);
  if (!place || isParserToken(text, found)) return [];
  return readValues(text, found.name, place).filter((span) => isSecretValue(found.name, textOf(text, span)));
}

/** Values that belong to a name such as `password`, in any of the ways in which names and values are written. */
export function findNamedSecrets(text: string): Span[] {
  const spans: Span[] = [];
  NAME_HINT.lastIndex = 0;
  for (let hit = NAME_HINT.exec(text); hit; hit = NAME_HINT.exec(text)) {
    const found = nameAround(text, hit.index, NAME_HINT.lastIndex);
    const behind = spans.at(-1)?.end ?? 0;
    if (!found || found.start < behind || !isSecretName(found.name)) continue;
    const secrets = secretsOf(text, found);
    for (const secret of secrets) spans.push(secret);
    NAME_HINT.lastIndex = Math.max(found.end, secrets.at(-1)?.end ?? 0);
  }
  return spans;
}
