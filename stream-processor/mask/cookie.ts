import type { Span } from './detector.ts';

const PAIR = /(?<name>[\w!#$&+.^|~-]{1,256})(?:=(?<value>[^\s;"'\\]*))?/y;
const EXPIRES = /expires=[^;"'\\\n]{1,64}/iy;
const BETWEEN = /[;,][ \t]{0,4}/y;
const CLOSING = /[\])},]+$/;
const ATTRIBUTE = /^(?:path|domain|expires|max-age|samesite|secure|httponly|version|priority|partitioned)$/i;

function startsHere(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}

/** The values in `sid=…; theme=…` from here on, as `Cookie` and `Set-Cookie` have them; none when no pair begins here. */
export function readCookies(text: string, from: number): Span[] {
  const spans: Span[] = [];
  let at = from;
  for (;;) {
    PAIR.lastIndex = at;
    const { name = '', value } = PAIR.exec(text)?.groups ?? {};
    if (name === '' || (value === undefined && at === from)) return spans;
    let end = at + name.length;
    if (startsHere(EXPIRES, text, at)) end = EXPIRES.lastIndex;
    else if (value !== undefined) {
      const start = end + 1;
      end = start + value.replace(CLOSING, '').length;
      if (end > start && !ATTRIBUTE.test(name)) spans.push({ start, end });
    }
    if (!startsHere(BETWEEN, text, end)) return spans;
    at = BETWEEN.lastIndex;
  }
}
