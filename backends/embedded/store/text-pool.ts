import { createByteReader } from '../../../core/byte-reader.ts';
import { createByteWriter } from '../../../core/byte-writer.ts';

/** Texts one behind the other in one string. Any UTF-16 comes back as it was, lone surrogates included. */
export interface TextPool {
  readonly length: number;
  /** About what it takes in memory. */
  readonly bytes: number;
  readonly text: string;
  /** Where each text begins in `text`, and at last where it ends. */
  readonly offsets: Uint32Array;
  get(index: number): string;
}

const isLatin1 = (text: string): boolean => !/[^\0-\xff]/.test(text);

/** Lengths apart from characters, since each compresses better alone. */
export interface EncodedTexts {
  lengths: Uint8Array;
  /** A first byte says whether one byte (Latin-1) or two (UTF-16LE) stand for each code unit. */
  characters: Uint8Array;
}

export function encodeTexts(texts: readonly string[]): EncodedTexts {
  const writer = createByteWriter(texts.length * 2 + 16);
  writer.varint(texts.length);
  for (const text of texts) writer.varint(text.length);
  const joined = texts.join('');
  const wide = !isLatin1(joined);
  const characters = Buffer.allocUnsafe(1 + joined.length * (wide ? 2 : 1));
  characters[0] = wide ? 1 : 0;
  characters.write(joined, 1, wide ? 'utf16le' : 'latin1');
  return { lengths: writer.finish(), characters };
}

/** @throws RangeError when the two do not fit together. */
export function decodeTexts(encoded: EncodedTexts): TextPool {
  const reader = createByteReader(encoded.lengths);
  const length = reader.varint();
  const offsets = new Uint32Array(length + 1);
  let end = 0;
  for (let index = 1; index <= length; index++) {
    end += reader.varint();
    offsets[index] = end;
  }
  const bytes = Buffer.from(encoded.characters.buffer, encoded.characters.byteOffset, encoded.characters.byteLength);
  const text = bytes.toString(bytes[0] === 1 ? 'utf16le' : 'latin1', 1);
  if (text.length !== end) throw new RangeError('a pool of texts has the wrong length');
  const get = (index: number): string => text.slice(offsets[index], offsets[index + 1]);
  return { length, bytes: bytes.length + offsets.length * 4 + 200, text, offsets, get };
}
