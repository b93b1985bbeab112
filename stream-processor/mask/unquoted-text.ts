import type { Span } from './detector.ts';

const NAME = String.raw`[A-Za-z_][\w.\-%[\]]{0,63}["'\\\]]{0,4}[ ]?[=:]`;
const CLOSING = String.raw`[&,;:()[\]{}<>|"'${'`'}\\]{0,8}`;
/** Behind a sign that may close a value: the text ends, a blank or colour comes, or another name with its value. */
const NEXT = String.raw`${CLOSING}(?:[\s\x1b]|$|${NAME})`;
const INSIDE = [
  '[^\\s\\x1b"\'`\\\\&,;)}\\]<>|]',
  String.raw`[&,;)}\]>|](?!${NEXT})`,
  `<(?![/!]|[A-Za-z]{1,10}[ />]|${NEXT})`,
  // a quote in the middle of a word closes nothing
  '["\'`](?=[A-Za-z0-9])',
  String.raw`\\(?!\\{0,30}(?:["'${'`'}]|u00|x1b|033|[nr](?:${NEXT})))`,
].join('|');
/** In pieces, since every character of one waits on the stack of the matcher. */
const UNQUOTED = new RegExp(`(?:${INSIDE}){1,1024}`, 'y');
/** In a part of a URL, where `%26` is the `&`. */
const ENCODED = /(?:[^\s\x1b"'`&%\\]|%(?!(?:25)?(?:26|22|27|2C|7D|5D|20|0A|0D))){1,1024}/iy;

/** The value without quotes that begins here, up to what separates it from the rest: `hunt,er2` in `{password=hunt,er2, user=bob}`. */
export function readUnquoted(text: string, at: number, isEncoded = false): Span | null {
  const pattern = isEncoded ? ENCODED : UNQUOTED;
  let end = at;
  for (pattern.lastIndex = end; pattern.test(text); ) end = pattern.lastIndex;
  return end > at ? { start: at, end } : null;
}
