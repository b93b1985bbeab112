import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

const CSS = readFileSync(new URL('./styles.css', import.meta.url), 'utf8');
const LEAST = 4.5;
/** What a row of logs, a facet or a panel can stand on. */
const GROUNDS = ['canvas', 'surface', 'raised', 'hover', 'sunken', 'accent-soft'];
/** Text that can come on any of them. */
const TEXTS = /^(?:level-.+|category-.+|ink|ink-soft|ink-faint|accent|good|bad|caution)$/;
/** Text that has its own ground. */
const PAIRS = [
  ['accent-ink', 'accent'],
  ['mark-ink', 'mark'],
  ['good', 'good-soft'],
  ['bad', 'bad-soft'],
  ['caution', 'caution-soft'],
  ['surface', 'bad'],
  ...[1, 2, 3, 4, 5, 6, 7, 8].map((colour) => ['ink', `highlight-${colour}`] as const),
] as const;

type Colours = Readonly<Record<string, string>>;

/** The colours of the rule with this selector. */
function coloursOf(selector: string): Colours {
  const begin = CSS.indexOf(`${selector} {`);
  const rule = CSS.slice(begin, CSS.indexOf('}', begin));
  return Object.fromEntries(Array.from(rule.matchAll(/--([\w-]+): (#[\da-f]{6});/g), ([, name, hex]) => [name, hex]));
}

/** Relative luminance as WCAG 2.2 defines it. */
function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

test.each([
  ['light', ':root'],
  ['dark', '[data-theme="dark"]'],
])('in the %s theme all text can be read on every ground it can stand on', (_, selector) => {
  const colours = coloursOf(selector);
  const texts = Object.keys(colours).filter((name) => TEXTS.test(name));
  expect(texts).toHaveLength(17);
  const pairs = [...texts.flatMap((text) => GROUNDS.map((ground) => [text, ground] as const)), ...PAIRS];
  const weak = pairs
    .map(([text, ground]) => ({ text, ground, ratio: contrast(colours[text] ?? '', colours[ground] ?? '') }))
    .filter(({ ratio }) => !(ratio >= LEAST));
  expect(weak).toEqual([]);
});
