import { syntaxError } from './syntax-error.ts';

/** A place in the text of a query. */
export interface Cursor {
  readonly text: string;
  at: number;
}

/** Text that stands without quotes, escapes resolved. */
export interface Word {
  text: string;
  start: number;
  /** Indexes in `text` of characters that were escaped: they mean themselves. */
  escaped: ReadonlySet<number>;
}

const SPACE = /\s/;

export function isSpace(char: string | undefined): boolean {
  return char !== undefined && SPACE.test(char);
}

export function skipSpace(cursor: Cursor): void {
  while (isSpace(cursor.text[cursor.at])) cursor.at++;
}

/** Whether a word, a value or an operator ends here: at a space, a bracket or the end of the text. */
export function isBoundary(cursor: Cursor): boolean {
  const char = cursor.text[cursor.at];
  return char === undefined || char === '(' || char === ')' || isSpace(char);
}

/** What stands at the cursor, for a message. */
export function describe(cursor: Cursor): string {
  const point = cursor.text.codePointAt(cursor.at);
  return point === undefined ? 'unexpected end' : `unexpected '${String.fromCodePoint(point)}'`;
}

/** Reads up to the next boundary that is not escaped, or to one of the characters in `stop`. */
export function readWord(cursor: Cursor, stop = ''): Word {
  const start = cursor.at;
  const escaped = new Set<number>();
  let text = '';
  while (!isBoundary(cursor)) {
    let char = cursor.text[cursor.at] ?? '';
    if (stop.includes(char)) break;
    if (char === '\\') {
      cursor.at++;
      char = cursor.text[cursor.at] ?? '';
      if (char === '') throw syntaxError("nothing follows '\\'", cursor.at - 1);
      escaped.add(text.length);
    }
    text += char;
    cursor.at++;
  }
  return { text, start, escaped };
}

/** Reads `"…"`. A backslash makes a quote or a backslash mean itself and is a backslash elsewhere. */
export function readQuoted(cursor: Cursor): string {
  const start = cursor.at;
  let text = '';
  for (cursor.at++; cursor.text[cursor.at] !== '"'; cursor.at++) {
    let char = cursor.text[cursor.at];
    if (char === undefined) throw syntaxError("missing '\"' for the one", start);
    const next = cursor.text[cursor.at + 1];
    if (char === '\\' && (next === '"' || next === '\\')) {
      char = next;
      cursor.at++;
    }
    text += char;
  }
  cursor.at++;
  return text;
}

/** Reads `/…/` and the letters behind it; `\/` stands for a slash inside. */
export function readRegex(cursor: Cursor): { source: string; flags: string; start: number } {
  const start = cursor.at;
  let source = '';
  for (cursor.at++; cursor.text[cursor.at] !== '/'; cursor.at++) {
    const char = cursor.text[cursor.at];
    if (char === undefined) throw syntaxError("missing '/' for the one", start);
    const next = cursor.text[cursor.at + 1] ?? '';
    if (char === '\\') {
      source += next === '/' ? '/' : char + next;
      cursor.at++;
    } else {
      source += char;
    }
  }
  cursor.at++;
  let flags = '';
  for (; !isBoundary(cursor); cursor.at++) flags += cursor.text[cursor.at];
  return { source, flags, start };
}

const NAME_START = /[\p{L}_@$\\]/u;
const NAME_STOP = /[\s()":]/;

/**
 * Reads `name:` and leaves the cursor behind the colon; null, and the cursor where it was, when no field name stands here.
 * A name begins with a letter, `_`, `@`, `$` or an escaped character.
 */
export function readFieldName(cursor: Cursor): string | null {
  const start = cursor.at;
  if (!NAME_START.test(cursor.text[start] ?? '')) return null;
  let name = '';
  for (let at = start; at < cursor.text.length; at++) {
    let char = cursor.text[at] ?? '';
    if (char === ':') {
      cursor.at = at + 1;
      return name;
    }
    if (NAME_STOP.test(char)) return null;
    if (char === '\\') char = cursor.text[++at] ?? '';
    name += char;
  }
  return null;
}
