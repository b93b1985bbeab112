import { createBytePieces } from './byte-pieces.ts';
import { type FileItem, type ItemSplitter, MAX_ITEM_BYTES } from './file-item.ts';
import { createJsonScanner } from './json-scanner.ts';

const NEWLINE = 10;
const RETURN = 13;
const SPACE = 32;

/** A text of JSON holds no break, so this changes nothing of what a value says. */
const withoutBreaks = (bytes: Uint8Array): Uint8Array =>
  bytes.map((byte) => (byte === NEWLINE || byte === RETURN ? SPACE : byte));

/** The elements of an array, or values one after another, each of which may span lines; what is wrong within one is left for the server to say. */
export function createValueSplitter(maxBytes = MAX_ITEM_BYTES): ItemSplitter {
  const pieces = createBytePieces(maxBytes);
  const scan = createJsonScanner();
  let line = 1;
  /** Line on which the value in hand begins. */
  let begun: number | null = null;
  const finish = (found: FileItem[], last: Uint8Array): void => {
    if (begun === null) return;
    pieces.add(last);
    found.push({ line: begun, bytes: pieces.take() });
    begun = null;
  };
  return {
    push(given) {
      const found: FileItem[] = [];
      const bytes = withoutBreaks(given);
      let start = 0;
      for (const [at, byte] of given.entries()) {
        const place = scan(byte);
        if (place !== 'between') begun ??= line;
        if (place !== 'within') {
          finish(found, bytes.subarray(start, place === 'last' ? at + 1 : at));
          start = at + 1;
        }
        if (byte === NEWLINE) line += 1;
      }
      if (begun !== null) pieces.add(bytes.subarray(start));
      return found;
    },
    end() {
      const found: FileItem[] = [];
      finish(found, new Uint8Array());
      return found;
    },
  };
}
