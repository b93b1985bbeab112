import { DIGIT, isTrimmed, kindOf, SEPARATOR } from './characters.ts';
import { createLexemeReader, type Lexeme, NOT_A_UNIT, variesWithDigits } from './lexeme-reader.ts';
import { createLexemeTable } from './lexeme-table.ts';

/** Of a longer message only this many characters count. */
export const MAX_CHARACTERS = 2_000;

/** The tokens of one message, in order. The arrays belong to the reader and hold until its next `read`. */
export interface TokenReader {
  /** Number of tokens of `text`. */
  read(text: string): number;
  /** Id of each token; -1 where `idOf` does not know it. */
  readonly ids: Int32Array;
  /** Where in the text the lexeme of each token starts and ends. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

const ZERO = 48;
const LETTER_X = 120;

/** Reads messages into token ids; `idOf` gives the id of a token, or -1. It is asked when a lexeme is new, not for each message. */
export function createTokenReader(idOf: (token: string) => number): TokenReader {
  const ids = new Int32Array(MAX_CHARACTERS + 1);
  const starts = new Int32Array(MAX_CHARACTERS + 1);
  const ends = new Int32Array(MAX_CHARACTERS + 1);
  const readLexeme = createLexemeReader(idOf);
  const known = createLexemeTable();
  const numberId = idOf('<num>');
  /** The lexeme in hand with each run of digits as one zero. */
  const collapsed = new Uint16Array(MAX_CHARACTERS);
  let collapsedLength = 0;
  let hash = 0;
  let kinds = 0;
  let count = 0;

  function lexemeOf(text: string, start: number, end: number): Lexeme {
    const mayBeHex = collapsed[0] === ZERO && collapsed[1] === LETTER_X;
    if (mayBeHex || variesWithDigits(kinds)) return readLexeme(text.slice(start, end), kinds);
    const found = known.find(collapsed, collapsedLength, hash);
    if (found !== undefined) return found;
    const lexeme = readLexeme(text.slice(start, end), kinds);
    known.keep(collapsed, collapsedLength, hash, lexeme);
    return lexeme;
  }

  function push(lexeme: Lexeme, start: number, end: number): void {
    if (lexeme.unitId !== NOT_A_UNIT && count > 0 && ids[count - 1] === numberId) {
      ids[count - 1] = lexeme.unitId;
      ends[count - 1] = end;
      return;
    }
    for (let i = 0; i < lexeme.ids.length; i += 1) {
      ids[count] = lexeme.ids[i] as number;
      starts[count] = start;
      ends[count] = end;
      count += 1;
    }
  }

  /** Where the lexeme that starts there ends, with whatever says nothing at its edge. */
  function scanLexeme(text: string, start: number, length: number): number {
    kinds = 0;
    hash = 0;
    collapsedLength = 0;
    let before = 0;
    let at = start;
    for (; at < length; at += 1) {
      const code = text.charCodeAt(at);
      const kind = kindOf(code);
      if (kind === SEPARATOR || (at === start && isTrimmed(code))) break;
      kinds |= kind;
      if (kind === DIGIT && before === DIGIT) continue;
      before = kind;
      const unit = kind === DIGIT ? ZERO : code;
      collapsed[collapsedLength] = unit;
      collapsedLength += 1;
      hash = Math.imul(hash ^ unit, 0x9e3779b1);
    }
    hash ^= hash >>> 15;
    return at;
  }

  function read(text: string): number {
    count = 0;
    const length = Math.min(text.length, MAX_CHARACTERS);
    let at = 0;
    while (at < length) {
      const start = at;
      at = scanLexeme(text, start, length);
      let end = at;
      while (end > start && isTrimmed(text.charCodeAt(end - 1))) end -= 1;
      if (end > start) push(lexemeOf(text, start, end), start, end);
      else at += 1;
    }
    return count;
  }

  return { read, ids, starts, ends };
}
