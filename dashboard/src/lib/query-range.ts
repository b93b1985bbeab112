import { canonicalField } from '../../../core/query/fields.ts';
import { filterTerm, type QueryPart, quoteField, readPart, splitQuery, withoutChoice } from './query-edit.ts';
import { scanQuery } from './scan-query.ts';

/** Numbers from one to another; null where it is open. Written with both ends included, read with either. */
export interface NumberRange {
  from: number | null;
  to: number | null;
}

export const OPEN_RANGE: NumberRange = { from: null, to: null };

const COMPARISON = /^(>=?|<=?)(\S+)$/;
const BETWEEN = /^[[{]\s*(\S+)\s+TO\s+(\S+?)\s*[\]}]$/;

function readNumber(text: string): number | null {
  return text.trim() === '' || Number.isNaN(Number(text)) ? null : Number(text);
}

/** What stands behind `field:` as a range of numbers; null when it is anything else. */
function readBounds(text: string): NumberRange | null {
  const [, sign, bound = ''] = COMPARISON.exec(text) ?? [];
  if (sign) {
    const number = readNumber(bound);
    if (number === null) return null;
    return sign.startsWith('>') ? { from: number, to: null } : { from: null, to: number };
  }
  const [, begin, end] = BETWEEN.exec(text) ?? [];
  if (begin === undefined || end === undefined) return null;
  const [from, to] = [begin, end].map((each) => (each === '*' ? null : readNumber(each))) as [
    number | null,
    number | null,
  ];
  return (from === null && begin !== '*') || (to === null && end !== '*') ? null : { from, to };
}

/** The range that a part gives the field; null for a part that says anything else. */
function rangeOf(part: QueryPart, field: string): NumberRange | null {
  const { core, isExcluded } = readPart(part);
  const [name, value, ...rest] = scanQuery(core);
  const isOurs = name?.kind === 'field' && name.field === canonicalField(field);
  if (isExcluded || !isOurs || value?.kind !== 'value' || rest.length > 0) return null;
  return readBounds(core.slice(value.start, value.end));
}

/** The range to which a query narrows a field. */
export function readRange(query: string, field: string): NumberRange {
  const ranges = (splitQuery(query) ?? []).map((part) => rangeOf(part, field)).filter((range) => range !== null);
  const bounds = (side: keyof NumberRange): number[] =>
    ranges.map((range) => range[side]).filter((each) => each !== null);
  const [from, to] = [bounds('from'), bounds('to')];
  return { from: from.length === 0 ? null : Math.max(...from), to: to.length === 0 ? null : Math.min(...to) };
}

/** The query without any range of the field. */
export function withoutRange(query: string, field: string): string {
  const parts = splitQuery(query) ?? [];
  const kept = parts.filter((part) => rangeOf(part, field) === null);
  return kept.length === parts.length ? query : kept.map(({ text }) => text).join(' ');
}

function rangeTerm(field: string, { from, to }: NumberRange): string | null {
  if (from === null) return to === null ? null : `${quoteField(field)}:<=${to}`;
  if (to === null) return `${quoteField(field)}:>=${from}`;
  return from === to ? filterTerm(field, String(from)) : `${quoteField(field)}:[${from} TO ${to}]`;
}

/** The query with this as all that it says about the values of the field. */
export function chooseRange(query: string, field: string, range: NumberRange): string {
  const term = rangeTerm(field, range);
  const kept = withoutRange(withoutChoice(query, field), field);
  if (term === null) return kept;
  return [splitQuery(kept) === null ? `(${kept.trim()})` : kept, term].filter((text) => text !== '').join(' ');
}
