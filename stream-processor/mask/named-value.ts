import { GAP, QUOTE } from './quoted-text.ts';
import type { NameInText } from './secret-name.ts';

/** How a value is tied to its name. */
export type Tie = 'assigned' | 'colon' | 'encoded' | 'argument' | 'element' | 'sql';

export interface ValuePlace {
  at: number;
  tie: Tie;
  /** Whether the value may be that of another name: `password= user=bob`. */
  isLoose: boolean;
}

const CLOSED = `${GAP}(?:${QUOTE}|\\\\{0,31}\\]|%5D){0,2}${GAP}`;
const ASSIGNMENT = new RegExp(`${CLOSED}(?<sign>=>|:=|=|:(?!:|//)|%(?:25)?3[AD])${GAP}`, 'iy');
/** `{"name": "password", "value": "…"}`, also as attributes of an element. */
const PAIR = new RegExp(`(?:${QUOTE})${GAP},?${GAP}(?:${QUOTE})?val(?:ue)?(?:${QUOTE})?${GAP}[=:]${GAP}`, 'iy');
const PROPERTY = /<\/key>\s{0,32}<string>/iy;
const ELEMENT = /(?:[ \t][^<>\n]{0,200})?(?:>|&gt;)(?:<!\[CDATA\[)?/iy;
const ELEMENT_BEFORE = /(?:<|&lt;)(?:[\w.-]{1,64}:)?$/;
const ARGUMENT = new RegExp(`(?:(?:${QUOTE})${GAP},|[ \\t])${GAP}(?![-=:])`, 'y');
const SQL = /[ \t]{1,8}(?=')/y;

function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

function assignedPlace(text: string, end: number): ValuePlace | null {
  ASSIGNMENT.lastIndex = end;
  const found = ASSIGNMENT.exec(text);
  if (!found) return null;
  const { sign = '' } = found.groups ?? {};
  const tie = sign.startsWith('%') ? 'encoded' : sign === ':' ? 'colon' : 'assigned';
  return { at: ASSIGNMENT.lastIndex, tie, isLoose: found[0].startsWith(sign) && /\s$/.test(found[0]) };
}

function placeBehind(text: string, { name, end }: NameInText): ValuePlace | null {
  const ties: [Tie, RegExp, boolean][] = [
    ['assigned', PAIR, true],
    ['element', PROPERTY, true],
    ['argument', ARGUMENT, name.startsWith('-') && !name.startsWith('--no-')],
    ['sql', SQL, /^pass(?:word|wd)$/i.test(name)],
  ];
  for (const [tie, pattern, isMeant] of ties) {
    const at = isMeant ? endOf(pattern, text, end) : -1;
    if (at >= 0) return { at, tie, isLoose: false };
  }
  return null;
}

/** Where the value of this name begins, its quotes included; null when the name only stands in a sentence. */
export function placeOfValue(text: string, found: NameInText): ValuePlace | null {
  if (ELEMENT_BEFORE.test(text.slice(Math.max(0, found.start - 70), found.start))) {
    const at = endOf(ELEMENT, text, found.end);
    if (at >= 0) return { at, tie: 'element', isLoose: false };
  }
  return assignedPlace(text, found.end) ?? placeBehind(text, found);
}
