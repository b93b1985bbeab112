import { createPatternFinder, type Span } from './detector.ts';
import { readQuoted } from './quoted-text.ts';
import { isSecretValue } from './secret-value.ts';
import { readUnquoted } from './unquoted-text.ts';

/** Up to where the password begins; after other commands these options mean something else. */
const CURL =
  /\bcurl(?:\.exe)? (?:[^\n]{0,400}? )?(?:-u|--user|-U|--proxy-user)[ =]?(\\{0,7}["'])?[^\s:"'\\-][^\s:"'\\]{0,128}:/g;
const MYSQL = /\bmysql[a-z]{0,12}(?:\.exe)? (?:[^\n|;&]{0,400}? )?-p(?=[^\s-])/g;

function endOfQuoted(text: string, start: number, quote: string): number {
  const found = text.slice(start, start + 512).search(quote.endsWith('"') ? /\\*"/ : /\\*'/);
  return found < 0 ? -1 : start + found;
}

function findBehind(pattern: RegExp, text: string): Span[] {
  const spans: Span[] = [];
  pattern.lastIndex = 0;
  for (let hit = pattern.exec(text); hit; hit = pattern.exec(text)) {
    const start = pattern.lastIndex;
    const end = hit[1] === undefined ? -1 : endOfQuoted(text, start, hit[1]);
    const span = end >= 0 ? { start, end } : (readQuoted(text, start) ?? readUnquoted(text, start));
    if (!span || span.end === span.start || !isSecretValue('', text.slice(span.start, span.end))) continue;
    spans.push(span);
    pattern.lastIndex = span.end;
  }
  return spans;
}

/** The password in `curl -u user:password`. */
export const findCurlPasswords = (text: string): Span[] => findBehind(CURL, text);
/** The password in `mysql -ppassword`. */
export const findMysqlPasswords = (text: string): Span[] => findBehind(MYSQL, text);
/** The password in SQL's `IDENTIFIED BY 'password'`. */
export const findIdentifiedBy = createPatternFinder(
  /\bidentified (?:with [^\s']{1,64} )?(?:as|by) '(?<secret>(?:[^'\\\n]|\\.){1,256})'/dgi,
  (secret) => isSecretValue('', secret),
);
