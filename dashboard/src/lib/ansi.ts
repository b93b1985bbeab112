/** How a terminal would have shown a stretch of text: one of its eight colours, and what else there is. */
export interface AnsiStyle {
  colour?: AnsiColour;
  isBold?: boolean;
  isFaint?: boolean;
  isItalic?: boolean;
  isUnderlined?: boolean;
  isInverse?: boolean;
}

const ANSI_COLOURS = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const;
export type AnsiColour = (typeof ANSI_COLOURS)[number];

/** Text between escape sequences; `start` is its place in the whole. */
export interface AnsiRun {
  text: string;
  start: number;
  style: AnsiStyle;
}

// A sequence that sets colours and the like, a window's title or a link, or any other two characters behind an escape.
const ESCAPE = /\u001b(?:\[([0-?]*)[ -/]*([@-~])|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-Z\\^_])/g;
const PLAIN: AnsiStyle = {};

const SWITCHES: Readonly<Record<number, AnsiStyle>> = {
  1: { isBold: true },
  2: { isFaint: true },
  3: { isItalic: true },
  4: { isUnderlined: true },
  7: { isInverse: true },
  22: { isBold: false, isFaint: false },
  23: { isItalic: false },
  24: { isUnderlined: false },
  27: { isInverse: false },
};

/** The runs of a text, its escape sequences taken out. */
export function readAnsi(text: string): AnsiRun[] {
  if (!text.includes('\u001b')) return text === '' ? [] : [{ text, start: 0, style: PLAIN }];
  const runs: AnsiRun[] = [];
  let style = PLAIN;
  let at = 0;
  for (const found of text.matchAll(ESCAPE)) {
    if (found.index > at) runs.push({ text: text.slice(at, found.index), start: at, style });
    if (found[2] === 'm') style = applyCodes(style, found[1] ?? '');
    at = found.index + found[0].length;
  }
  if (at < text.length) runs.push({ text: text.slice(at), start: at, style });
  return runs;
}

/** The text without its escape sequences. */
export function stripAnsi(text: string): string {
  return text.includes('\u001b') ? text.replaceAll(ESCAPE, '') : text;
}

function applyCodes(before: AnsiStyle, codes: string): AnsiStyle {
  const numbers = codes.split(/[;:]/).map(Number);
  let style = before;
  for (let at = 0; at < numbers.length; at++) {
    const code = numbers[at] ?? 0;
    if (code === 38 || code === 48) {
      const [colour, length] = readLongColour(numbers, at + 1);
      if (code === 38 && colour) style = { ...style, colour };
      at += length;
    } else style = applyCode(style, code);
  }
  return style;
}

function applyCode(style: AnsiStyle, code: number): AnsiStyle {
  if (code === 0) return PLAIN;
  if (SWITCHES[code]) return { ...style, ...SWITCHES[code] };
  if (code === 39) {
    const { colour: _, ...others } = style;
    return others;
  }
  const colour = ANSI_COLOURS[code >= 90 ? code - 90 : code - 30];
  return colour && (code < 40 || code >= 90) ? { ...style, colour } : style;
}

/** `5;n` or `2;r;g;b`: the nearest of the eight, since any other may be unreadable on our ground; and how many numbers it takes. */
function readLongColour(numbers: readonly number[], at: number): [AnsiColour | undefined, length: number] {
  if (numbers[at] === 2) {
    const [red = 0, green = 0, blue = 0] = numbers.slice(at + 1, at + 4);
    return [nearest(red, green, blue), 4];
  }
  const index = numbers[at + 1] ?? 0;
  if (index < 16) return [ANSI_COLOURS[index % 8], 2];
  if (index >= 232) return [index < 244 ? 'black' : 'white', 2];
  const cube = index - 16;
  const step = (size: number): number => (Math.floor(cube / size) % 6) * 51;
  return [nearest(step(36), step(6), step(1)), 2];
}

function nearest(red: number, green: number, blue: number): AnsiColour | undefined {
  const half = Math.max(red, green, blue) / 2;
  const bit = (part: number): number => (part > half ? 1 : 0);
  return ANSI_COLOURS[bit(red) + 2 * bit(green) + 4 * bit(blue)];
}
