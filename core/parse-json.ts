/** Where a number of 16 digits or more begins, or an exponent of three; inside of texts it may be found too, which costs time and nothing else. */
const HARD_NUMBER = /[:,[\s-]\d{16}|[:,[\s]-?\d[\d.]*[eE]\+?\d{3}/;
const WHOLE_NUMBER = /^-?\d+$/;

function keepDigits(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  const source = context?.source;
  if (source === undefined) return value;
  return Number.isFinite(value) && !WHOLE_NUMBER.test(source) ? value : source;
}

/**
 * `JSON.parse`, except that a whole number which a double cannot hold exactly (beyond 2^53), and any that it cannot hold at all,
 * becomes the text of its own digits: ids of 64 bits stay what they are. Not so below some thousand levels of nesting.
 * @throws SyntaxError
 */
export function parseJson(text: string): unknown {
  if (!HARD_NUMBER.test(text)) return JSON.parse(text);
  try {
    return JSON.parse(text, keepDigits);
  } catch (error) {
    // the walk is recursive, the parser is not
    if (error instanceof RangeError) return JSON.parse(text);
    throw error;
  }
}
