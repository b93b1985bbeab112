/** What we, or others before us, put in the place of a secret. */
const MARK = `\\[+(?:${[
  ...['private_key|jwt|bearer|[a-z]+_key|github_token|url_password|password|email|iban|card|ipv4|secret|token'],
  ...['redacted|filtered|masked|hidden|removed|protected|sanitized|scrubbed|omitted|null|none|nil|empty'],
].join('|')})\\]*`;

/** What stands where a secret could, and is none. */
const NO_SECRET = new RegExp(
  `^(?:${[
    ...['true|false|yes|no|on|off|ok|null|none|nil|undefined|empty|unset|n/a', 'string|str|bytes|varchar'],
    ...[
      'expired|invalid|missing|required|not|is|was|has|for|of|the|from|length|auth|account|session|chauthtok|setcred',
    ],
    // placeholders, also with what JSON writes for a line break behind them
    `${MARK}(?:\\\\+[nr]|\\s)*`,
    ...['<[a-z][a-z _-]*>?', '%[sdvq]', '\\$[0-9]+', '\\$\\{.*', '\\{\\{.*'],
    ...['[*•.#_-]+|x{3,}', '[a-z]+\\([0-9]{1,5}\\)?', 'pam_[a-z_]+', '[^\\p{L}\\p{N}]{1,3}'],
  ].join('|')})$`,
  'iu',
);
/** The key id of a signed URL, masked already, with the region and day behind it. */
const MASKED_SCOPE = new RegExp(`^${MARK}(?:%2F|/)`, 'i');
const MARK_HERE = new RegExp(MARK, 'iy');
const PATH = /^(?:~|\/|[A-Za-z]:[\\/])[\w ./\\~:@+-]*$/;
const COUNT = /^-?[0-9]{1,9}(?:\.[0-9]{1,3})?$/;

/** What a form says about a field that was filled in wrongly. */
const VALIDATION =
  /^(?:must|should|cannot|can't|can’t|is|was|has|does|doesn't|may|too|field) (?:not|be|been|have|contain|match|required|too|invalid|missing|empty|blank|expired|incorrect|wrong|short|long|weak|is)\b[a-z0-9 ,.()'’-]*$/i;

/** Longer ones are secrets whatever they look like, which also bounds the work for those that are none. */
const LONGEST_HARMLESS = 200;

/** Names with a second meaning: directories, files with a key, numbers of tests passed or tokens used. */
function isOtherMeaning(name: string, value: string): boolean {
  if (/pwd$/i.test(name)) return PATH.test(value);
  if (/(?:private[_.-]?key|credentials?)$/i.test(name)) return value.includes('.') && PATH.test(value);
  if (/pass$/i.test(name)) return /^[0-9]{1,4}$/.test(value);
  return /s$/i.test(name) && COUNT.test(value);
}

/** Whether the value of a field with a secret name is a secret, and not a placeholder, a type or a state. */
export function isSecretValue(name: string, value: string): boolean {
  if (value.length > LONGEST_HARMLESS) return true;
  if (value === '' || NO_SECRET.test(value) || VALIDATION.test(value) || MASKED_SCOPE.test(value)) return false;
  return !isOtherMeaning(name, value);
}

const SENTENCE_WORDS = new Set(
  `a access all already an and are at authentication authorization bad been being but by can cannot check checksum contain contains
  could deadline denied do does enabled disabled eof error expected expires expiring failed failure field found generated
  got had have header illegal in incorrect is it its issued key lacks login malformed match matches may mismatch must need
  needs never no nonce nothing only or out permission please provided received rejected request requires reset revoked
  rotated rotation server should signature signing since specified still subject that the this timeout to too try unable
  unauthorized unexpected unknown unsupported updated used user using validation verification verified was were will with
  without would wrong`.split(/\s+/),
);
const NEXT_WORD = /[ \t]+[a-z][a-z'’-]*(?![\w.-]*[=:][^\s])/y;
const KUBERNETES_NAME = /^[a-z0-9-]+\/[a-z0-9.-]+$/;
const ABOUT_AN_OBJECT = /[ \t]+(?:not found|does not|already|is |was |has |created|updated|deleted|synced|changed)/y;

function matchesAt(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}

/** Whether a mark stands here that took the place of a secret. */
export function isMark(text: string, at: number): boolean {
  return matchesAt(MARK_HERE, text, at);
}

/** Whether `token: unexpected end of input` goes on as a sentence behind the colon. @param end where the first word ends. */
export function isSentence(value: string, text: string, end: number): boolean {
  if (KUBERNETES_NAME.test(value) && matchesAt(ABOUT_AN_OBJECT, text, end)) return true;
  return SENTENCE_WORDS.has(value.toLowerCase()) && matchesAt(NEXT_WORD, text, end);
}
