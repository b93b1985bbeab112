import { tokenize } from '../../../core/query/tokens.ts';

/**
 * Which tokens and field values a block may hold: a split-block Bloom filter (Putze, Sanders, Singler, JEA 2009; the layout
 * of Apache Parquet) over 64-bit hashes. About one in eighty absent tokens is taken for present; a present one never is missed.
 */
const BITS_PER_KEY = 10;
const WORDS_PER_BLOCK = 8;
const SALT = Int32Array.of(
  0x47b6137b,
  0x44974d91,
  0x8824ad5b,
  0xa2b7289d,
  0x705495c7,
  0x2df1424b,
  0x9efc4947,
  0x5c6bfb31,
);
const TWO_32 = 4_294_967_296;

/** The hash of what was hashed last; two numbers would have to be boxed. */
let high = 0;
let low = 0;

const finish = (hash: number): number => {
  const mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  const more = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (more ^ (more >>> 16)) >>> 0;
};

/** Hashes ASCII letters in lower case when `fold`; false when it met something else that may have a case. */
function hashText(text: string, fold: boolean, seed: number): boolean {
  let left = seed ^ 0x811c9dc5;
  let right = seed + 0x9747b28c;
  for (let at = 0; at < text.length; at++) {
    let unit = text.charCodeAt(at);
    if (fold) {
      if (unit >= 65 && unit <= 90) unit += 32;
      else if (unit >= 128) return false;
    }
    left = Math.imul(left ^ unit, 0x01000193);
    right = Math.imul(right ^ unit, 0x5bd1e995);
    right ^= right >>> 15;
  }
  high = finish(left);
  low = finish(right);
  return true;
}

const seeds = new Map<string, number>();

function seedOf(field: string): number {
  let seed = seeds.get(field);
  if (seed === undefined) {
    hashText(field, false, 1);
    seed = low | 1;
    seeds.set(field, seed);
  }
  return seed;
}

/** Collects what a block holds. */
export interface TokenFilterBuilder {
  /** One whole token, in any case. */
  addToken(token: string): void;
  /** All tokens of a text. */
  addText(text: string): void;
  /** A field's value as text; the field name `attributes` stands for all attributes. */
  addValue(field: string, value: string): void;
  finish(): Uint8Array;
}

export function createTokenFilterBuilder(): TokenFilterBuilder {
  let slots = new Uint32Array(2 << 13);
  let count = 0;

  /** Open addressing; the pair (0, 0) stands for an empty place. */
  function place(table: Uint32Array, left: number, right: number): boolean {
    const mask = table.length / 2 - 1;
    for (let at = left & mask; ; at = (at + 1) & mask) {
      const found = table[at * 2] as number;
      const other = table[at * 2 + 1] as number;
      if (found === left && other === right) return false;
      if (found !== 0 || other !== 0) continue;
      table[at * 2] = left;
      table[at * 2 + 1] = right;
      return true;
    }
  }

  function grow(): void {
    const larger = new Uint32Array(slots.length * 2);
    for (let at = 0; at < slots.length; at += 2) {
      const left = slots[at] as number;
      const right = slots[at + 1] as number;
      if (left !== 0 || right !== 0) place(larger, left, right);
    }
    slots = larger;
  }

  function addHash(): void {
    if (!place(slots, high, low | 1)) return;
    count++;
    if (count * 4 > slots.length) grow();
  }

  function addText(text: string): void {
    for (const token of tokenize(text)) {
      hashText(token, false, 0);
      addHash();
    }
  }

  return {
    addToken(token) {
      if (hashText(token, true, 0)) addHash();
      else addText(token);
    },
    addText,
    addValue(field, value) {
      hashText(value, false, seedOf(field));
      addHash();
    },
    finish: () => fillFilter(slots, count),
  };
}

function fillFilter(pairs: Uint32Array, count: number): Uint8Array {
  const blocks = Math.max(1, Math.ceil((count * BITS_PER_KEY) / (WORDS_PER_BLOCK * 32)));
  const words = new Uint32Array(blocks * WORDS_PER_BLOCK);
  for (let at = 0; at < pairs.length; at += 2) {
    const left = pairs[at] as number;
    const right = pairs[at + 1] as number;
    if (left === 0 && right === 0) continue;
    const first = Math.floor((left / TWO_32) * blocks) * WORDS_PER_BLOCK;
    for (let word = 0; word < WORDS_PER_BLOCK; word++) {
      words[first + word] = (words[first + word] as number) | (1 << (Math.imul(right, SALT[word] as number) >>> 27));
    }
  }
  return new Uint8Array(words.buffer);
}

/** Asks a filter. False means certainly absent. */
export interface TokenFilter {
  /** @param token lower-cased, as the query language's tokens are */
  mayHaveToken(token: string): boolean;
  mayHaveValue(field: string, value: string): boolean;
}

/** @param bytes what {@link TokenFilterBuilder.finish} gave */
export function openTokenFilter(bytes: Uint8Array): TokenFilter {
  const words = new Uint32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  const blocks = words.length / WORDS_PER_BLOCK;
  const has = (left: number, right: number): boolean => {
    const first = Math.floor((left / TWO_32) * blocks) * WORDS_PER_BLOCK;
    for (let word = 0; word < WORDS_PER_BLOCK; word++) {
      const bit = 1 << (Math.imul(right, SALT[word] as number) >>> 27);
      if (((words[first + word] as number) & bit) === 0) return false;
    }
    return true;
  };
  return {
    mayHaveToken(token) {
      hashText(token, false, 0);
      return has(high, low | 1);
    },
    mayHaveValue(field, value) {
      hashText(value, false, seedOf(field));
      return has(high, low | 1);
    },
  };
}
