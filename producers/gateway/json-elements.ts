const QUOTE = 34;
const COMMA = 44;
const BACKSLASH = 92;
/** Square and curly brackets differ in one bit. */
const BRACKET_BIT = 32;
const OPENING = 123;
const CLOSING = 125;
const BLANKS: ReadonlySet<number> = new Set([32, 9, 10, 13]);

/** Place of the quotation mark that ends the string beginning here; -1: there is none. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let first = end;
    while (text.charCodeAt(first - 1) === BACKSLASH) first -= 1;
    if ((end - first) % 2 === 0) return end;
  }
  return -1;
}

/** What stands there, without the blanks around it. */
function cut(text: string, from: number, to: number): string {
  let [start, end] = [from, to];
  while (start < end && BLANKS.has(text.charCodeAt(start))) start += 1;
  while (end > start && BLANKS.has(text.charCodeAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

/**
 * The elements of a JSON array as they are written, not read: one that is far too large costs nothing but to look past it.
 * Null where the text is no array as a whole; whether an element is JSON is left to who reads it.
 */
export function elementsOf(text: string): string[] | null {
  const whole = cut(text, 0, text.length);
  if (!whole.startsWith('[') || !whole.endsWith(']')) return null;
  const last = whole.length - 1;
  const elements: string[] = [];
  let depth = 0;
  let from = 1;
  for (let at = 1; at < last; at += 1) {
    const code = whole.charCodeAt(at);
    if (code === QUOTE) {
      at = endOfString(whole, at);
      if (at === -1 || at === last) return null;
    } else if ((code | BRACKET_BIT) === OPENING) depth += 1;
    else if ((code | BRACKET_BIT) === CLOSING) {
      depth -= 1;
      if (depth < 0) return null;
    } else if (code === COMMA && depth === 0) {
      elements.push(cut(whole, from, at));
      from = at + 1;
    }
  }
  const rest = cut(whole, from, last);
  if (elements.length > 0 || rest !== '') elements.push(rest);
  return depth === 0 && !elements.includes('') ? elements : null;
}
