import { anyCase } from './detector.ts';
import { ESCAPE } from './quoted-text.ts';

const KEY_OWNERS =
  'api|access|private|account|auth|secret|signing|encryption|master|storage|consumer|session|application|subscription';
/** In a name whose words stand in lower case with `_` between. */
const STEM = [
  ...['pass_?(?:word|wd|phrase|code)', 'pwd', 'token', 'credential', '(?:^|_)cookie'],
  'secret(?:_?(?:access_?)?key(?:_?base)?|_?id|_?string)?',
  `(?:^|_)(?:${KEY_OWNERS})_?key`,
  '(?:^|_)private_?key_?id',
].join('|');
const SUFFIX = [
  ...['s', '_?[0-9]{1,4}', '_?(?:confirm|confirmation|repeat|again|verify|retype|new|old|current)'],
  '_?(?:hash|digest|plain|plaintext|text|value|raw|encrypted|base64|b64|input)',
].join('|');
const SHORT_PASS =
  '(?:^|_)(?<!by_)(?:db|user|store|key|ssh|redis|root|admin|my|login|ftp|smtp|mysql|pg)?pass(?:_?[0-9]{1,4})?';
const SECRET_NAME = new RegExp(`(?:(?:${STEM})(?:${SUFFIX}){0,2}|${SHORT_PASS})$`);
const HEADER = /(?:^|_)(?:authori[sz]ation|(?:set_)?cookie2?)$/;

const LONGEST = 80;
const HINT = `pass|pwd|token|secret|credential|cookie|(?:${KEY_OWNERS})[ _.-]?key|authori[sz]ation`;
const HAS_HINT = new RegExp(HINT, 'i');

/** `dbPassword`, `DB-PASSWORD` and `db.password` are one name: `db_password`. */
function plainForm(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .replace(/[ .-]/g, '_')
    .toLowerCase();
}

function isNamed(pattern: RegExp, name: string): boolean {
  return (
    name.length <= LONGEST && HAS_HINT.test(name) && (pattern.test(plainForm(name)) || pattern.test(name.toLowerCase()))
  );
}

/** Whether a field or parameter of that name holds a secret, however it looks: `db.password`, `apiKey2`, `X-Vault-Token`. */
export function isSecretName(name: string): boolean {
  return isNamed(SECRET_NAME, name);
}

/** Also the headers that carry secrets among other things. */
export function isSecretField(name: string): boolean {
  return isNamed(SECRET_NAME, name) || isNamed(HEADER, name);
}

/** A name of cookies: of its value only a part is secret. */
export function isCookieName(name: string): boolean {
  return isNamed(/(?:^|_)cookies?2?$/, name);
}

/** What each of these names has in it. */
export const NAME_HINT = new RegExp(HINT, 'gi');

/** The same for the cheap look. `passed` and its like are words of every day. */
export const NAME_SIGNS = anyCase(
  ...['pass[^a-z]', 'pass.?word', 'pass.?wd', 'pass.?phrase', 'pass.?code', 'pwd', 'token', 'secret', 'credential'],
  ...['cookie', 'authori[sz]ation', ...KEY_OWNERS.split('|').map((owner) => `${owner}.?key`)],
);

/** A name in a text, with where it stands. */
export interface NameInText {
  name: string;
  start: number;
  end: number;
}

/** What may stand between a name and its value, of one character. */
const MAY_TIE = /[\s\u00a0]{0,16}["'`\\&%\]=:><#^\x1b]|[ \t]/y;
const NAME_AFTER = /[\w-]{0,64}(?:\.[\w-]{1,64}){0,4}/y;
/** What stands before a name and looks like a part of it: `\n`, `\u0022`, `%22`, the end of a colour. */
const NO_NAME = new RegExp(
  `(?:${ESCAPE}\\[[0-9;]{0,16}m|\\\\(?:u00[0-9a-f]{2}|[nrt])|%(?:25)?[0-9a-f]{2})(?=[\\w.-]*$)`,
  'i',
);

function isNameCharacter(unit: number): boolean {
  const letter = unit | 0x20;
  return (letter >= 97 && letter <= 122) || (unit >= 45 && unit <= 57 && unit !== 47) || unit === 95;
}

/** The whole name around a hit of {@link NAME_HINT}; null when no value can belong to it. */
export function nameAround(text: string, hitStart: number, hitEnd: number): NameInText | null {
  NAME_AFTER.lastIndex = hitEnd;
  NAME_AFTER.test(text);
  const end = Math.max(NAME_AFTER.lastIndex, hitEnd);
  let start = hitStart;
  while (hitStart - start < 64 && isNameCharacter(text.charCodeAt(start - 1))) start--;
  MAY_TIE.lastIndex = end;
  const tie = MAY_TIE.exec(text)?.[0];
  // only options and elements have nothing but a blank behind them
  if (
    tie === undefined ||
    (/^[ \t]$/.test(tie) && !'-<:;'.includes(text[text[start] === '-' ? start : start - 1] ?? ' '))
  ) {
    return null;
  }
  const from = Math.max(0, start - 24);
  const cut = NO_NAME.exec(text.slice(from, hitStart));
  const own = cut ? Math.max(start, from + cut.index + cut[0].length) : start;
  return { name: text.slice(own, end), start: own, end };
}
