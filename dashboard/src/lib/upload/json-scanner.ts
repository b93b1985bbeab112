const code = (character: string): number => character.charCodeAt(0);
const SPACE = code(' ');
const QUOTE = code('"');
const BACKSLASH = code('\\');
const COMMA = code(',');
const OPEN: readonly number[] = [code('['), code('{')];
const CLOSE: readonly number[] = [code(']'), code('}')];

/** Where a byte stands: between two values, in one, or at the end of one. */
export type BytePlace = 'between' | 'within' | 'last';

/**
 * Follows a document of JSON byte by byte and says of each where it stands among the elements of the array that the document is,
 * or among its values where it is none. Whether a value is well formed is not its matter.
 */
export function createJsonScanner(): (byte: number) => BytePlace {
  /** Within the value in hand. */
  let depth = 0;
  let isInText = false;
  let isEscaped = false;
  let isArray: boolean | undefined;

  const stepInText = (byte: number): BytePlace => {
    if (isEscaped) isEscaped = false;
    else if (byte === BACKSLASH) isEscaped = true;
    else if (byte === QUOTE) isInText = false;
    return 'within';
  };
  const isBetween = (byte: number): boolean => {
    if (byte <= SPACE || byte === COMMA || (isArray === true && byte === CLOSE[0])) return true;
    if (isArray !== undefined) return false;
    isArray = byte === OPEN[0];
    return isArray;
  };
  return (byte) => {
    if (isInText) return stepInText(byte);
    if (depth === 0 && isBetween(byte)) return 'between';
    if (byte === QUOTE) isInText = true;
    if (OPEN.includes(byte)) depth += 1;
    if (!CLOSE.includes(byte)) return 'within';
    depth = Math.max(depth - 1, 0);
    return depth === 0 ? 'last' : 'within';
  };
}
