import { isTrimmed, kindOf, SEPARATOR } from './characters.ts';
import { createLexemeCache, NOT_A_UNIT } from './lexeme-cache.ts';

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

/** Reads messages into token ids; `idOf` gives the id of a token, or -1. It is asked once a lexeme, not once a message. */
export function createTokenReader(idOf: (token: string) => number): TokenReader {
  const ids = new Int32Array(MAX_CHARACTERS + 1);
  const starts = new Int32Array(MAX_CHARACTERS + 1);
  const ends = new Int32Array(MAX_CHARACTERS + 1);
  const lexemeOf = createLexemeCache(idOf);
  const numberId = idOf('<num>');
  let count = 0;

  function push(text: string, start: number, end: number, kinds: number): void {
    const lexeme = lexemeOf(text.slice(start, end), kinds);
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

  function read(text: string): number {
    count = 0;
    const length = Math.min(text.length, MAX_CHARACTERS);
    let at = 0;
    while (at < length) {
      const start = at;
      let kinds = 0;
      for (; at < length; at += 1) {
        const code = text.charCodeAt(at);
        const kind = kindOf(code);
        if (kind === SEPARATOR || (at === start && isTrimmed(code))) break;
        kinds |= kind;
      }
      let end = at;
      while (end > start && isTrimmed(text.charCodeAt(end - 1))) end -= 1;
      if (end > start) push(text, start, end, kinds);
      else at += 1;
    }
    return count;
  }

  return { read, ids, starts, ends };
}
