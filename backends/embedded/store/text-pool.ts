import { createByteReader } from '../../../core/byte-reader.ts';
import { createByteWriter } from '../../../core/byte-writer.ts';
import { encodeText } from './text-units.ts';

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

/** Lengths apart from characters, since each compresses better alone. */
export interface EncodedTexts {
  lengths: Uint8Array;
  /** As encodeText has them. */
  characters: Uint8Array;
}

export function encodeTexts(texts: readonly string[]): EncodedTexts {
  const writer = createByteWriter(texts.length * 2 + 16);
  writer.varint(texts.length);
  for (const text of texts) writer.varint(text.length);
  return { lengths: writer.finish(), characters: encodeText(texts.join('')) };
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
