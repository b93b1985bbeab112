/** Where a new rule is made; a rule of that name is found behind a tilde, which no name begins with. */
export const NEW_RULE_PATH = '/rules/new';
const MARK = '~';

/** The page of the rule of this name. */
export function rulePath(name: string): string {
  const path = `/rules/${name}`;
  return path === NEW_RULE_PATH ? `/rules/${MARK}${name}` : path;
}

/** The rule that the last part of such a path names; null where a new one is made. */
export function readRulePath(part: string): string | null {
  if (part.startsWith(MARK)) return part.slice(MARK.length);
  return `/rules/${part}` === NEW_RULE_PATH ? null : part;
}
