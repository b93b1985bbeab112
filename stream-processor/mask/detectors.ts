/** One kind of secret: how to find it in a text, and what stands in its place. */
export interface Detector {
  kind: string;
  /** Linear: no nested or overlapping repetition. Global. */
  pattern: RegExp;
  /** Stands in every hit: a text without it needs no search. */
  sign?: string;
  /** Decides about a hit; default: every hit counts. */
  accepts?(hit: string): boolean;
  /** Default `[kind]`. May keep what is around the secret. */
  replace?(hit: string): string;
}

/** Check digit of payment cards (ISO/IEC 7812-1, annex B). */
export function passesLuhn(digits: string): boolean {
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

/** Check digits of bank accounts (ISO 13616-1; ISO 7064 MOD 97-10). */
export function passesIban(iban: string): boolean {
  const turned = iban.slice(4) + iban.slice(0, 4);
  let rest = 0;
  for (const unit of turned) {
    const value = Number.parseInt(unit, 36);
    if (Number.isNaN(value)) return false;
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

const CARD_BRANDS = /^(?:4|5[1-5]|2[2-7]|3[47]|3[068]|6|1800|2131)/;

function isCard(hit: string): boolean {
  const digits = hit.replace(/[ -]/g, '');
  if (digits.length < 13 || digits.length > 19 || !CARD_BRANDS.test(digits)) return false;
  return !/^(\d)\1+$/.test(digits) && passesLuhn(digits);
}

/** How the names of secrets end; for a pattern that ignores case. */
export const SECRET_NAME =
  'pass(?:word|wd|phrase)?|pwd|secret|client[_-]?secret|api[_-]?key|apikey|access[_-]?key|auth[_-]?token|access[_-]?token|refresh[_-]?token|id[_-]?token|session[_-]?token|private[_-]?key|token|credential';

/** Whether a field of that name holds a secret whatever it looks like. */
export const SECRET_FIELD = new RegExp(
  `^(?:.*[_.-])?(?:${SECRET_NAME}|authorization|proxy-authorization|set-cookie|cookie)s?$`,
  'i',
);

/** `password=hunter2`, `"api_key": "…"`, `token: …`; keeps the name, hides the value. */
const KEY_VALUE = new RegExp(
  `(?<![A-Za-z0-9])(?:[A-Za-z0-9]{1,32}[_.-]){0,4}(?:${SECRET_NAME})["']?[ ]?(?:=>|[=:])[ ]?(?:"[^"\\n]{1,4096}"|'[^'\\n]{1,4096}'|[^\\s"'&,;)}\\]]{1,4096})`,
  'gi',
);

const PLAIN_WORD =
  /^(?:true|false|null|none|nil|undefined|\*+|\[[a-z]+\]?|expired|invalid|missing|required|not|is|was|has|for|of|the|from|length)$/i;

function keyValueParts(hit: string): [head: string, value: string] {
  const found = /["']?[ ]?(?:=>|[=:])[ ]?["']?/.exec(hit);
  const cut = found ? found.index + found[0].length : hit.length;
  return [hit.slice(0, cut), hit.slice(cut).replace(/["']$/, '')];
}

/** The order matters: what is more particular comes first. */
export const DETECTORS: readonly Detector[] = [
  {
    kind: 'private_key',
    // To the end of the text where the key breaks off: every beginning is a hit, so nothing is looked at twice.
    pattern: /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,30}PRIVATE KEY-----|$)/g,
  },
  {
    kind: 'jwt',
    // what only begins like one is a hit too, so that it is passed over at once instead of being searched from each place
    pattern: /eyJ[A-Za-z0-9_-]{8,4096}(?:\.[A-Za-z0-9_-]{8,8192}\.[A-Za-z0-9_-]{0,4096})?/g,
    sign: 'eyJ',
    accepts: (hit) => hit.includes('.'),
  },
  {
    kind: 'bearer',
    pattern: /\b(?:bearer|basic)[ ]{1,4}[A-Za-z0-9._~+/=-]{8,4096}/gi,
    accepts: (hit) => /[0-9=._~+/-]/.test(hit.replace(/^\w+ +/, '')),
    replace: (hit) => `${hit.slice(0, hit.indexOf(' '))} [bearer]`,
  },
  { kind: 'aws_key', pattern: /\b(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{16}\b/g },
  { kind: 'google_key', pattern: /\bAIza[A-Za-z0-9_-]{35}/g },
  { kind: 'github_token', pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{22,255})/g },
  { kind: 'stripe_key', pattern: /\b[rsp]k_(?:live|test)_[A-Za-z0-9]{16,255}/g },
  {
    kind: 'slack_key',
    pattern: /\bxox[abeoprs]-[A-Za-z0-9-]{10,255}|https:\/\/hooks\.slack\.com\/services\/[A-Za-z0-9/_-]{8,255}/g,
  },
  { kind: 'telegram_key', pattern: /(?<![0-9])[0-9]{8,10}:[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])/g },
  {
    kind: 'url_password',
    pattern: /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/@]{0,256}:[^\s/@]{1,256}@/gi,
    replace: (hit) => `${hit.slice(0, hit.indexOf(':', hit.indexOf('://') + 3))}:[password]@`,
  },
  {
    kind: 'password',
    pattern: KEY_VALUE,
    accepts: (hit) => !PLAIN_WORD.test(keyValueParts(hit)[1]),
    replace: (hit) => {
      const [head] = keyValueParts(hit);
      const quote = /["']$/.exec(head)?.[0] ?? '';
      return `${head}[password]${quote}`;
    },
  },
  {
    kind: 'email',
    pattern: /[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}\b/g,
    sign: '@',
  },
  {
    kind: 'iban',
    pattern: /\b[A-Z]{2}[0-9]{2}(?:[ ]?[A-Z0-9]{4}){2,7}(?:[ ]?[A-Z0-9]{1,3})?\b/g,
    accepts: (hit) => passesIban(hit.replaceAll(' ', '')),
  },
  { kind: 'card', pattern: /(?<![0-9A-Za-z.-])[0-9](?:[ -]?[0-9]){12,18}(?![0-9A-Za-z-])/g, accepts: isCard },
  {
    kind: 'ipv4',
    pattern:
      /(?<![0-9.])(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])\.){3}(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?![0-9.])/g,
  },
];

/** Detectors that are on unless the settings say otherwise; addresses are what an engineer on call looks for. */
export const DEFAULT_KINDS: readonly string[] = DETECTORS.map((each) => each.kind).filter((kind) => kind !== 'ipv4');
