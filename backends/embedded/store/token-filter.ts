import { tokenize } from '../../../core/query/tokens.ts';
import { hashAsciiToken, hashText, high, low } from './text-hash.ts';
import { textOf } from './text-units.ts';

/** Bound once, as in text-hash.ts. */
const { imul } = Math;

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

const seeds = new Map<string, number>();

function seedOf(field: string): number {
  let seed = seeds.get(field);
  if (seed === undefined) {
    hashText(field, 1);
    seed = low | 1;
    seeds.set(field, seed);
  }
  return seed;
}

/** Collects what a block holds. */
export interface TokenFilterBuilder {
  /** One whole token, in any case, from `begin` up to, not including, `end`. */
  addToken(units: Uint16Array, begin: number, end: number): void;
  /** All tokens of a text. */
  addText(text: string): void;
  /** A field's value as text; the field name `attributes` stands for all attributes. */
  addValue(field: string, value: string): void;
  finish(): Uint8Array;
}

/** Remembers that many keys, by their low bits, so that what comes again and again is kept once. */
const RECENT = 4_096;

/** @param expected how many keys there will be, roughly */
export function createTokenFilterBuilder(expected: number): TokenFilterBuilder {
  let pairs = new Uint32Array(2 * expected + 64);
  let length = 0;
  const recent = new Uint32Array(RECENT);

  function addHash(): void {
    const place = high & (RECENT - 1);
    const mark = high ^ low;
    if (recent[place] === mark >>> 0) return;
    recent[place] = mark;
    if (length === pairs.length) {
      const larger = new Uint32Array(pairs.length * 2);
      larger.set(pairs);
      pairs = larger;
    }
    pairs[length++] = high;
    pairs[length++] = low | 1;
  }

  function addText(text: string): void {
    for (const token of tokenize(text)) {
      hashText(token, 0);
      addHash();
    }
  }

  return {
    addToken(units, begin, end) {
      if (hashAsciiToken(units, begin, end)) addHash();
      else addText(textOf(units.subarray(begin, end)));
    },
    addText,
    addValue(field, value) {
      hashText(value, seedOf(field));
      addHash();
    },
    finish: () => fillFilter(pairs.subarray(0, length)),
  };
}

function fillFilter(pairs: Uint32Array): Uint8Array {
  const keys = pairs.length / 2;
  const blocks = Math.max(1, Math.ceil((keys * BITS_PER_KEY) / (WORDS_PER_BLOCK * 32)));
  const words = new Uint32Array(blocks * WORDS_PER_BLOCK);
  for (let at = 0; at < pairs.length; at += 2) {
    const right = pairs[at + 1] as number;
    const first = Math.floor(((pairs[at] as number) / TWO_32) * blocks) * WORDS_PER_BLOCK;
    for (let word = 0; word < WORDS_PER_BLOCK; word++) {
      words[first + word] = (words[first + word] as number) | (1 << (imul(right, SALT[word] as number) >>> 27));
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
      const bit = 1 << (imul(right, SALT[word] as number) >>> 27);
      if (((words[first + word] as number) & bit) === 0) return false;
    }
    return true;
  };
  return {
    mayHaveToken(token) {
      hashText(token, 0);
      return has(high, low | 1);
    },
    mayHaveValue(field, value) {
      hashText(value, seedOf(field));
      return has(high, low | 1);
    },
  };
}
