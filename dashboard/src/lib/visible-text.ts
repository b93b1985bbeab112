/** A stretch of text as it is, or the sign that stands for a character nobody could see. */
export interface VisiblePart {
  text: string;
  /** In the text it was made of. */
  start: number;
  /** How long it is there. */
  length: number;
  isSign: boolean;
}

// Controls but tab and line feed; what turns the direction of writing; what has no width, but for the joints of an emoji;
// line ends of other alphabets; halves of a character.
const UNSEEN =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\p{Cs}]|(?<!\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f)\u200d/gu;
const IS_UNSEEN = new RegExp(UNSEEN.source, 'u');

const CONTROLS =
  'NUL SOH STX ETX EOT ENQ ACK BEL BS TAB LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US';

const NAMES: Readonly<Record<number, string>> = {
  ...CONTROLS.split(' '),
  127: 'DEL',
  173: 'SHY',
  1564: 'ALM',
  8203: 'ZWSP',
  8204: 'ZWNJ',
  8205: 'ZWJ',
  8206: 'LRM',
  8207: 'RLM',
  8232: 'LSEP',
  8233: 'PSEP',
  8234: 'LRE',
  8235: 'RLE',
  8236: 'PDF',
  8237: 'LRO',
  8238: 'RLO',
  8288: 'WJ',
  8294: 'LRI',
  8295: 'RLI',
  8296: 'FSI',
  8297: 'PDI',
  65279: 'BOM',
};

function signOf(char: string): string {
  const code = char.charCodeAt(0);
  return NAMES[code] ?? `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** The text cut where something unseen stands, with a sign in its place. */
export function visibleParts(text: string): VisiblePart[] {
  if (!IS_UNSEEN.test(text)) return text === '' ? [] : [{ text, start: 0, length: text.length, isSign: false }];
  const parts: VisiblePart[] = [];
  let at = 0;
  const addPlain = (end: number): void => {
    if (end > at) parts.push({ text: text.slice(at, end), start: at, length: end - at, isSign: false });
  };
  for (const { 0: char, index } of text.matchAll(UNSEEN)) {
    addPlain(index);
    parts.push({ text: signOf(char), start: index, length: char.length, isSign: true });
    at = index + char.length;
  }
  addPlain(text.length);
  return parts;
}

/** The same as one plain text. */
export function visibleText(text: string): string {
  return IS_UNSEEN.test(text) ? text.replaceAll(UNSEEN, signOf) : text;
}
