import type { Span } from './detector.ts';

const BEGINNING =
  /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/"'<>[\]]{0,256}:|\bjdbc:oracle:[a-z0-9]{1,10}:[^\s/@:"'<>]{1,128}\//gi;
/** To the last `@` before the path; a password may hold one that nobody encoded. */
const IN_AUTHORITY = /[^\s/"<>]{1,512}(?=@)/y;
/** A password with a slash in it: to the first `@`. */
const ACROSS_SLASH = /[^\s@"'<>]{1,512}(?=@)/y;
const PORT = /[0-9]{1,5}(?:[/?#\s,;)\]}|'"\\]|$)/y;
const HASH_BEHIND = /@sha[0-9]{1,3}:/y;
const HIDDEN = /^(?:\*+|\[[a-z][a-z0-9_]*\]|)$/;

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

/** Passwords in `scheme://user:password@host`, and in the form of Oracle's JDBC driver. */
export function findUrlPasswords(text: string): Span[] {
  const spans: Span[] = [];
  if (!text.includes('@')) return spans;
  BEGINNING.lastIndex = 0;
  for (let hit = BEGINNING.exec(text); hit; hit = BEGINNING.exec(text)) {
    const start = BEGINNING.lastIndex;
    if (matchAt(PORT, text, start) !== undefined) continue;
    const password = matchAt(IN_AUTHORITY, text, start) ?? matchAt(ACROSS_SLASH, text, start);
    if (password === undefined || HIDDEN.test(password)) continue;
    const end = start + password.length;
    if (matchAt(HASH_BEHIND, text, end) !== undefined) continue;
    spans.push({ start, end });
    BEGINNING.lastIndex = end;
  }
  return spans;
}
