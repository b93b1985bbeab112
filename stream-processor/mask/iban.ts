import { countrySpecs, isValidIBAN } from 'ibantools';
import type { Span } from './detector.ts';
import type { ScannerPattern } from './word-scanner.ts';

/** By country code, the length of its accounts. */
const LENGTHS = new Map(
  Object.entries(countrySpecs).flatMap(([country, { chars }]) => (chars ? [[country, chars] as const] : [])),
);

function byFirstLetter(): string[] {
  const seconds = new Map<string, string>();
  for (const [first = '', second = ''] of LENGTHS.keys()) seconds.set(first, (seconds.get(first) ?? '') + second);
  return [...seconds].map(([first, letters]) => `${first}[${letters}]`);
}

/** A country and fifteen characters at the beginning of a word, which in JSON may be the `n` of a line break. */
export const IBAN_SIGNS: ScannerPattern[] = ['[^A-Za-z0-9]', '\\\\[bfnrt]'].flatMap((before) =>
  byFirstLetter().map((country) => ({
    source: `${before}${country}[0-9][0-9]${'[ \u00a0-]?[A-Za-z0-9]'.repeat(11)}`,
    ignoreCase: true,
  })),
);

// looking back last: few places have the letters and digits
const BEGINNING = /([A-Za-z]{2})[0-9]{2}(?<![A-Za-z0-9]{5})/g;
const NEXT = /[ \u00a0-]?([A-Za-z0-9])/y;
const WORD = /[A-Za-z0-9]/;

/** RFC 9562, section 4. */
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/iy;
/** Where the parts of a UUID begin. */
const UUID_PARTS = [0, 9, 14, 19, 24];

/** Whether a part of a UUID begins there: one in millions holds what looks like an account. */
function isInUuid(text: string, at: number): boolean {
  return UUID_PARTS.some((part) => {
    UUID.lastIndex = at - part;
    return part <= at && UUID.test(text);
  });
}

/** Where an account of so many characters ends that may have a space or dash before any of them; -1 when it is shorter or longer. */
function endOf(text: string, start: number, length: number): number {
  let iban = text.slice(start, start + 4);
  let end = start + 4;
  while (iban.length < length) {
    NEXT.lastIndex = end;
    const next = NEXT.exec(text);
    if (!next) return -1;
    iban += next[1];
    end = NEXT.lastIndex;
  }
  return WORD.test(text[end] ?? '') || !isValidIBAN(iban.toUpperCase()) ? -1 : end;
}

/** Bank accounts of the length that their country has, with right check digits. */
export function findIbans(text: string): Span[] {
  const spans: Span[] = [];
  BEGINNING.lastIndex = 0;
  for (let hit = BEGINNING.exec(text); hit; hit = BEGINNING.exec(text)) {
    const length = LENGTHS.get((hit[1] ?? '').toUpperCase());
    const end = length === undefined ? -1 : endOf(text, hit.index, length);
    if (end < 0 || isInUuid(text, hit.index)) continue;
    spans.push({ start: hit.index, end });
    BEGINNING.lastIndex = end;
  }
  return spans;
}
