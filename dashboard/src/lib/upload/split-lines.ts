import { createBytePieces } from './byte-pieces.ts';
import { type FileItem, type ItemSplitter, MAX_ITEM_BYTES } from './file-item.ts';

const NEWLINE = 10;
const RETURN = 13;
const SPACE = 32;
const DELETE = 127;

/** By the same measure as the server, whose count of the lines of a body leaves blank ones out. */
function isBlank(bytes: Uint8Array): boolean {
  const [first = SPACE] = bytes;
  if (first > SPACE && first < DELETE) return false;
  return new TextDecoder().decode(bytes).trim() === '';
}

/** Lines, each a log. A break is one byte in UTF-8 and part of no other character, so no character is ever cut. */
export function createLineSplitter(maxBytes = MAX_ITEM_BYTES): ItemSplitter {
  const pieces = createBytePieces(maxBytes);
  let line = 0;
  const finish = (found: FileItem[]): void => {
    line += 1;
    const whole = pieces.take();
    const bytes = whole?.at(-1) === RETURN ? whole.subarray(0, -1) : whole;
    if (bytes === null || !isBlank(bytes)) found.push({ line, bytes });
  };
  return {
    push(bytes) {
      const found: FileItem[] = [];
      let start = 0;
      for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, start)) {
        pieces.add(bytes.subarray(start, end));
        finish(found);
        start = end + 1;
      }
      if (start < bytes.length) pieces.add(bytes.subarray(start));
      return found;
    },
    end() {
      const found: FileItem[] = [];
      finish(found);
      return found;
    },
  };
}
