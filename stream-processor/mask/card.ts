import { createPatternFinder, type Span } from './detector.ts';

/** Check digit of payment cards (ISO/IEC 7812-1, annex B). */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    let digit = digits.charCodeAt(digits.length - 1 - i) - 48;
    if (i % 2 === 1) {
      digit *= 2;
      if (digit > 9) digit -= 9;
    }
    sum += digit;
  }
  return sum % 10 === 0;
}

/** Beginnings with the lengths that the brand gives out: a device number (IMEI) has the same check digit, and 15 digits. */
const BRANDS: readonly [begins: RegExp, lengths: readonly number[]][] = [
  [/^4/, [13, 16, 19]],
  [/^(?:5[1-5]|2[2-6]|27[01]|2720)/, [16]],
  [/^3[47]/, [15]],
  [/^(?:30[0-5]|3[689])/, [14, 16, 19]],
  [/^(?:6011|64[4-9]|65|62|81|82|35(?:2[89]|[3-8]))/, [16, 17, 18, 19]],
  [/^(?:1800|2131)/, [15]],
  [/^(?:5[06-9]|6)/, [16, 18, 19]],
];

const BREAK = '[ .\\u00a0\\u202f-]{1,2}';
const PRINTED = `(?:[0-9]{4}${BREAK}){3}[0-9]{4}(?:${BREAK}[0-9]{1,3})?|[0-9]{4}${BREAK}[0-9]{6}${BREAK}[0-9]{4,5}`;
/** What follows the number on the stripe: on track 1 the name, on track 2 the date. */
const STRIPE = '\\^[^^\\n]{0,40}\\^[0-9A-Z ]{0,60}\\??|[=D][0-9]{4,30}\\??';
const ALONE = '(?![0-9A-Za-z-])';
const CARD = new RegExp(
  `(?=[0-9]{4})(?<![0-9A-Za-z.-])(?:${PRINTED}|[0-9]{13,19})(?:${STRIPE}|${ALONE})|(?<=%B)[0-9]{13,19}(?:${STRIPE})`,
  'g',
);

function isCard(hit: string): boolean {
  const [number = ''] = /^[0-9 .\u00a0\u202f-]+/.exec(hit) ?? [];
  const digits = number.replace(/[^0-9]/g, '');
  if (/^(\d)\1+$/.test(digits) || !passesLuhn(digits)) return false;
  return BRANDS.some(([begins, lengths]) => lengths.includes(digits.length) && begins.test(digits));
}

/** Numbers of payment cards, in one piece or grouped as they are printed, with what stands behind them on the stripe. */
export function findCards(text: string): Span[] {
  const spans: Span[] = [];
  CARD.lastIndex = 0;
  for (let hit = CARD.exec(text); hit; hit = CARD.exec(text)) {
    if (isCard(hit[0])) spans.push({ start: hit.index, end: CARD.lastIndex });
    // the four digits before a card look like a part of it
    else CARD.lastIndex = hit.index + 4;
  }
  return spans;
}

/** The same with a single space or dash anywhere between the digits. */
export const findLooseCards = createPatternFinder(
  new RegExp(`(?=[0-9])(?<![0-9A-Za-z.-])[0-9](?:[ -]?[0-9]){12,18}${ALONE}`, 'g'),
  isCard,
);
