import { canonicalField } from '../../../core/query/fields.ts';
import {
  type Cursor,
  isBoundary,
  isSpace,
  readFieldName,
  readQuoted,
  readRegex,
  readWord,
  skipSpace,
} from '../../../core/query/scan.ts';

export type QueryTokenKind =
  /** AND, OR, NOT. */
  | 'operator'
  /** `-`, `!` or `+` before a term. */
  | 'sign'
  /** The name of a field with its colon. */
  | 'field'
  /** What stands behind it. */
  | 'value'
  /** A word of the message. */
  | 'word'
  | 'phrase'
  | 'regex'
  | 'open'
  | 'close';

export interface QueryToken {
  kind: QueryTokenKind;
  start: number;
  end: number;
  /** The field that a value belongs to, by its one name; on a `field` its own. */
  field: string | null;
}

/**
 * Cuts a query as the parser of `core` reads it. Also takes what is not finished: a quote, an expression or a range that is
 * still open goes to the end of the text.
 */
export function scanQuery(text: string): QueryToken[] {
  const cursor: Cursor = { text, at: 0 };
  const tokens: QueryToken[] = [];
  /** The fields whose brackets are open, null for brackets of no field. */
  const open: (string | null)[] = [];
  /** Field of a name that was just read. */
  let named: string | null = null;
  for (skipSpace(cursor); cursor.at < text.length; skipSpace(cursor)) {
    const start = cursor.at;
    const outer = open.at(-1) ?? null;
    const kind = readToken(cursor, named, outer);
    if (kind === 'open') open.push(named ?? outer);
    if (kind === 'close') open.pop();
    const field: string | null = kind === 'field' ? fieldOf(text.slice(start)) : (named ?? outer);
    tokens.push({ kind, start, end: cursor.at, field });
    named = kind === 'field' && !isSpace(text[cursor.at]) ? field : null;
  }
  return tokens;
}

function readToken(cursor: Cursor, named: string | null, outer: string | null): QueryTokenKind {
  const char = cursor.text[cursor.at] ?? '';
  if (char === '(' || char === ')') {
    cursor.at += 1;
    return char === '(' ? 'open' : 'close';
  }
  if (named !== null) return readValue(cursor, named);
  if (readOperator(cursor)) return 'operator';
  if (readSign(cursor, outer !== null)) return 'sign';
  if (outer !== null) return readValue(cursor, outer);
  return readField(cursor) ? 'field' : readMessageTerm(cursor);
}

function readOperator(cursor: Cursor): boolean {
  const word = ['AND', 'OR', 'NOT'].find((each) => cursor.text.startsWith(each, cursor.at));
  if (word === undefined || !isBoundary({ text: cursor.text, at: cursor.at + word.length })) return false;
  cursor.at += word.length;
  return true;
}

/** A plus inside the brackets of a field belongs to the value. */
function readSign(cursor: Cursor, isInField: boolean): boolean {
  const next = cursor.text[cursor.at + 1];
  const isSign = (isInField ? '-!' : '-!+').includes(cursor.text[cursor.at] ?? '');
  if (!isSign || next === undefined || next === ')' || isSpace(next)) return false;
  cursor.at += 1;
  return true;
}

function readField(cursor: Cursor): boolean {
  const start = cursor.at;
  const name = readFieldName(cursor);
  if (name === null) return false;
  // `https://…` is a word
  if (!cursor.text.startsWith('//', cursor.at) || canonicalField(name) !== `attributes.${name}`) return true;
  cursor.at = start;
  return false;
}

function fieldOf(text: string): string {
  return canonicalField(readFieldName({ text, at: 0 }) ?? '');
}

function readValue(cursor: Cursor, field: string): QueryTokenKind {
  if (field === 'message') return readMessageTerm(cursor);
  const char = cursor.text[cursor.at] ?? '';
  if (char === '[' || char === '{') readRange(cursor);
  else {
    if (char === '<' || char === '>') cursor.at += cursor.text[cursor.at + 1] === '=' ? 2 : 1;
    readTo(cursor, cursor.text[cursor.at] === '"' ? readQuoted : readWord);
  }
  return 'value';
}

function readMessageTerm(cursor: Cursor): QueryTokenKind {
  const char = cursor.text[cursor.at];
  readTo(cursor, char === '"' ? readQuoted : char === '/' ? readRegex : readWord);
  return char === '"' ? 'phrase' : char === '/' ? 'regex' : 'word';
}

/** To the bracket that closes it; quotes inside may hold one. */
function readRange(cursor: Cursor): void {
  for (cursor.at += 1; cursor.at < cursor.text.length; cursor.at++) {
    const char = cursor.text[cursor.at] ?? '';
    if (char === '\\') cursor.at += 1;
    else if (char === '"') {
      readTo(cursor, readQuoted);
      cursor.at -= 1;
    } else if (char === ']' || char === '}') {
      cursor.at += 1;
      return;
    }
  }
  cursor.at = cursor.text.length;
}

function readTo(cursor: Cursor, read: (cursor: Cursor) => unknown): void {
  try {
    read(cursor);
  } catch {
    cursor.at = cursor.text.length;
  }
}
