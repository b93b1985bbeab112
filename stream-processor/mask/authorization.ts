import { createPatternFinder, type Span } from './detector.ts';
import { placeOfValue } from './named-value.ts';
import { QUOTE, readQuoted } from './quoted-text.ts';
import { nameAround } from './secret-name.ts';
import { isSecretValue, isSentence } from './secret-value.ts';
import { readUnquoted } from './unquoted-text.ts';

const HINT = /authori[sz]ation/gi;
const SCHEMES =
  'bearer|basic|token|api-?key|key|digest|negotiate|ntlm|oauth|hawk|hmac|aws4-hmac-sha256|aws|sharedkey|sharedaccesssignature|splunk|bot|dpop|jwt|mac|signature|ssws|googlelogin|geniekey';
const SCHEME = new RegExp(`(?:${SCHEMES})(?: {1,4}|%20|\\+)`, 'iy');
/** Of a scheme that we do not know, before what has letters and digits. */
const OTHER_SCHEME = /[A-Z][\w-]{1,40} {1,4}(?=[^\s"',]{0,64}[0-9])(?=[^\s"',]{0,64}[A-Za-z])(?=[^\s"',]{8})/y;
const WORDS = /^[a-z]+(?: [a-z]+)+$/;
const ANY_SCHEME = /^[A-Za-z][\w-]{1,40} +/;
/** `username="bob", response="…"`, with the quotes of JSON around them or not. */
const PARAMETERS = /(?:[ \t]{0,4},?[ \t]{0,4}[\w.-]{1,64}=(?:\\{0,31}"[^"\n]{0,2048}"|[^\s,"'\\]{1,2048})){1,64}/y;
const WITH_PARAMETERS =
  /^(?:token +token=|digest|oauth|hawk|hmac|aws4|mac|signature|sharedaccesssignature|googlelogin)/i;
/** The next text in a list: `["authorization", "Bearer …"]`. */
const NEXT_ITEM = new RegExp(`(?:${QUOTE})[ \\t]{0,8},[ \\t]{0,8}(?=(?:${QUOTE})(?:${SCHEMES}) )`, 'iy');
const SPEAKS_OF_IT =
  /^(?:auth|token|authentication|authorization|credentials?|scheme|realm|header|failed|error|access)$/i;

function spanAt(pattern: RegExp, text: string, at: number): Span | null {
  pattern.lastIndex = at;
  const found = pattern.exec(text);
  return found && { start: at, end: at + found[0].length };
}

function readBare(text: string, at: number): Span | null {
  const scheme = spanAt(SCHEME, text, at) ?? spanAt(OTHER_SCHEME, text, at);
  const start = scheme?.end ?? at;
  const isMany = scheme !== null && WITH_PARAMETERS.test(text.slice(at, start + 6));
  const span = (isMany ? spanAt(PARAMETERS, text, start) : null) ?? readUnquoted(text, start);
  if (!span) return null;
  const value = text.slice(span.start, span.end);
  if (isSentence(value, text, span.end) || SPEAKS_OF_IT.test(value)) return null;
  // a word of letters alone is rather a verdict than a token
  return scheme || !/^[A-Za-z-]{1,20}$/.test(value) ? span : null;
}

function readCredentials(text: string, at: number): Span | null {
  const start = '[('.includes(text[at] ?? ' ') ? at + 1 : at;
  const quoted = readQuoted(text, start);
  if (!quoted) return readBare(text, start);
  if (
    WORDS.test(text.slice(quoted.start, Math.min(quoted.end, quoted.start + 200))) &&
    !spanAt(SCHEME, text, quoted.start)
  )
    return null;
  const scheme = ANY_SCHEME.exec(text.slice(quoted.start, quoted.start + 48))?.[0].length ?? 0;
  return { start: Math.min(quoted.start + scheme, quoted.end), end: quoted.end };
}

/** What stands in an `Authorization` header, however short, without the name of its scheme. */
export function findAuthorization(text: string): Span[] {
  const spans: Span[] = [];
  HINT.lastIndex = 0;
  for (let hit = HINT.exec(text); hit; hit = HINT.exec(text)) {
    const name = nameAround(text, hit.index, HINT.lastIndex);
    if (!name) continue;
    const place = placeOfValue(text, name)?.at ?? spanAt(NEXT_ITEM, text, name.end)?.end;
    const span = place === undefined || name.end !== HINT.lastIndex ? null : readCredentials(text, place);
    if (!span || span.end === span.start || !isSecretValue(name.name, text.slice(span.start, span.end))) continue;
    spans.push(span);
    HINT.lastIndex = span.end;
  }
  return spans;
}

function isBearerToken(token: string): boolean {
  if (/^[A-Za-z_]+=$/.test(token)) return false;
  return /[0-9+/_~=]/.test(token) || (token.length >= 20 && /[.-]/.test(token));
}

/** Basic credentials say themselves what they are: a user and a password with a colon between. */
function isBasic(token: string): boolean {
  const decoded = Buffer.from(token, 'base64').toString('latin1');
  return /^[^\x00-\x1f\x7f:]*:[^\x00-\x1f\x7f]*$/.test(decoded);
}

/** `Bearer` and a token, wherever it stands. */
export const findBearer = createPatternFinder(/\bbearer {1,4}(?<secret>[A-Za-z0-9._~+/=-]{8,4096})/dgi, isBearerToken);
/** `Basic` and what is really a user with a password. */
export const findBasic = createPatternFinder(
  /\bbasic {1,4}(?<secret>[A-Za-z0-9+/]{6,4096}={0,2})(?![A-Za-z0-9_.-])/dgi,
  isBasic,
);
