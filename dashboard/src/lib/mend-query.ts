import { FIELDS } from '../../../core/query/ast.ts';
import { quoteField } from './query-edit.ts';
import { type QueryToken, scanQuery } from './scan-query.ts';

/** What others call our fields. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  app: 'service',
  client_ip: 'ip_address',
  duration: 'response_time',
  env: 'environment',
  hostname: 'host',
  ip: 'ip_address',
  msg: 'message',
  path: 'endpoint',
  severity: 'level',
  status: 'status_code',
  time: 'timestamp',
  url: 'endpoint',
  user: 'user_id',
};

/** `level=error`, as other languages write it. */
const EQUATION = /^([\p{L}_]\w*)(>=|<=|==?|>|<)(.+)$/u;
const OPERATORS = ['and', 'or', 'not'];

/** So many letters may be wrong in a name of this length. */
function toleranceOf(name: string): number {
  return name.length < 4 ? 0 : name.length < 7 ? 1 : 2;
}

/** The field that somebody meant by a name that is none; null when there is no guess. */
function meantField(name: string): string | null {
  const lower = name.toLowerCase();
  const other = Object.hasOwn(OTHER_NAMES, lower) ? OTHER_NAMES[lower] : undefined;
  if (other !== undefined) return other;
  return nearest(lower, FIELDS);
}

/** The word that somebody meant who wrote this, in whichever case; null when none is near. */
export function nearest(written: string, words: readonly string[]): string | null {
  const lower = written.toLowerCase();
  const near = words
    .map((word) => ({ word, distance: editDistance(lower, word.toLowerCase()) }))
    .filter(({ distance }) => distance <= toleranceOf(lower))
    .sort((one, two) => one.distance - two.distance);
  return near[0]?.word ?? null;
}

/** How many letters have to be changed, put in or taken out to make one word of the other; neighbours that were swapped are one. */
export function editDistance(one: string, other: string): number {
  let [last, before]: [number[], number[]] = [Array.from({ length: other.length + 1 }, (_, at) => at), []];
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const cost = one[i - 1] === other[j - 1] ? 0 : 1;
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + cost);
      const isSwapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (isSwapped) best = Math.min(best, (before[j - 2] ?? 0) + 1);
      row.push(best);
    }
    [before, last] = [last, row];
  }
  return last[other.length] ?? 0;
}

/** What a token should have been; null when it may well be right. */
function mendToken(text: string, { kind, field }: QueryToken, isFirst: boolean, isLast: boolean): string | null {
  if (kind === 'field') {
    const name = field?.startsWith('attributes.') && !text.startsWith('attributes.') ? field.slice(11) : null;
    const meant = name === null ? null : meantField(name);
    return meant === null ? null : `${quoteField(meant)}:`;
  }
  if (kind !== 'word') return null;
  if (OPERATORS.includes(text) && !isLast && (!isFirst || text === 'not')) return text.toUpperCase();
  const [, name = '', sign = '', value = ''] = EQUATION.exec(text) ?? [];
  const known = (FIELDS as readonly string[]).includes(name) ? name : meantField(name);
  return name === '' || known === null ? null : `${quoteField(known)}:${sign.startsWith('=') ? '' : sign}${value}`;
}

/** The query as it may have been meant: names of fields, signs and operators as this language writes them; null for no guess. */
export function mendQuery(query: string): string | null {
  const tokens = scanQuery(query);
  let mended = '';
  let end = 0;
  for (const [at, token] of tokens.entries()) {
    const text = query.slice(token.start, token.end);
    const better = mendToken(text, token, at === 0, at === tokens.length - 1) ?? text;
    mended += query.slice(end, token.start) + better;
    end = token.end;
  }
  mended += query.slice(end);
  return mended === query ? null : mended;
}
