import type { Lexeme } from './lexeme-reader.ts';

/** A power of two: a hash finds its slot by its lowest bits. */
const SLOTS = 2 ** 15;
/** A lexeme stands in one of so many neighbouring slots. */
const WAYS = 4;
const MAX_LENGTH = 100;

/** Lexemes by their text, within bounds: what is new may take the place of another. A look-up makes no garbage. */
export interface LexemeTable {
  /** The lexeme kept for `text[0 … length - 1]`, UTF-16 units, whose hash this is. */
  find(text: Uint16Array, length: number, hash: number): Lexeme | undefined;
  keep(text: Uint16Array, length: number, hash: number, lexeme: Lexeme): void;
}

export function createLexemeTable(): LexemeTable {
  const hashes = new Int32Array(SLOTS);
  const texts: (Uint16Array | undefined)[] = new Array(SLOTS).fill(undefined);
  const lexemes: (Lexeme | undefined)[] = new Array(SLOTS).fill(undefined);
  let turn = 0;

  function isAt(slot: number, text: Uint16Array, length: number): boolean {
    const kept = texts[slot];
    if (kept === undefined || kept.length !== length) return false;
    for (let i = 0; i < length; i += 1) if (kept[i] !== text[i]) return false;
    return true;
  }

  function find(text: Uint16Array, length: number, hash: number): Lexeme | undefined {
    for (let way = 0; way < WAYS; way += 1) {
      const slot = (hash + way) & (SLOTS - 1);
      if (hashes[slot] === hash && isAt(slot, text, length)) return lexemes[slot];
    }
    return undefined;
  }

  function keep(text: Uint16Array, length: number, hash: number, lexeme: Lexeme): void {
    if (length > MAX_LENGTH) return;
    turn += 1;
    let slot = (hash + (turn % WAYS)) & (SLOTS - 1);
    for (let way = 0; way < WAYS; way += 1) {
      const free = (hash + way) & (SLOTS - 1);
      if (texts[free] === undefined) {
        slot = free;
        break;
      }
    }
    hashes[slot] = hash;
    texts[slot] = text.slice(0, length);
    lexemes[slot] = lexeme;
  }

  return { find, keep };
}
