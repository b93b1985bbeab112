import type { Span } from './detector.ts';
import type { ScannerPattern } from './word-scanner.ts';

/** Country codes with the length of their accounts (SWIFT's IBAN registry). */
const LENGTHS = new Map(
  `AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18
  FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20
  LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24
  SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30`
    .split(/\s+/)
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
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

/** Check digits of bank accounts (ISO 13616-1; ISO 7064 MOD 97-10). */
function passesIban(iban: string): boolean {
  const turned = iban.slice(4) + iban.slice(0, 4);
  let rest = 0;
  for (const unit of turned) {
    const value = Number.parseInt(unit, 36);
    if (Number.isNaN(value)) return false;
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

// looking back last: few places have the letters and digits
const BEGINNING = /([A-Za-z]{2})[0-9]{2}(?<![A-Za-z0-9]{5})/g;
const NEXT = /[ \u00a0-]?([A-Za-z0-9])/y;
const WORD = /[A-Za-z0-9]/;

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
  return WORD.test(text[end] ?? '') || !passesIban(iban) ? -1 : end;
}

/** Bank accounts of the length that their country has, with right check digits. */
export function findIbans(text: string): Span[] {
  const spans: Span[] = [];
  BEGINNING.lastIndex = 0;
  for (let hit = BEGINNING.exec(text); hit; hit = BEGINNING.exec(text)) {
    const length = LENGTHS.get((hit[1] ?? '').toUpperCase());
    const end = length === undefined ? -1 : endOf(text, hit.index, length);
    if (end < 0) continue;
    spans.push({ start: hit.index, end });
    BEGINNING.lastIndex = end;
  }
  return spans;
}
