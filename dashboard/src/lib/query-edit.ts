import { readLevel } from '../../../core/level.ts';
import { canonicalField } from '../../../core/query/fields.ts';
import { isSpace } from '../../../core/query/scan.ts';
import { CATEGORIES } from '../../../core/record.ts';
import { type QueryToken, scanQuery } from './scan-query.ts';

/** Changes to the text of a query, which is the only truth: every filter that is clicked together stands in it. */

const PLAIN_VALUE = /^[\p{L}\p{N}_.@][\p{L}\p{N}_.@+-]*$/u;

/** A value as it is written behind `field:`. */
export function quoteValue(value: string): string {
  const isPlain = PLAIN_VALUE.test(value) && !/^(?:AND|OR|NOT)$/.test(value);
  return isPlain ? value : `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/** A field's name as it is written in a query. */
export function quoteField(field: string): string {
  const escaped = field.replaceAll(/[\s()":\\]/g, '\\$&');
  return /^[\p{L}_@$\\]/u.test(field[0] ?? '') ? escaped : `\\${escaped}`;
}

export function filterTerm(field: string, value: string, isExcluded = false): string {
  return `${isExcluded ? '-' : ''}${quoteField(field)}:${quoteValue(value)}`;
}

/** A part of a query that stands at its top level, joined to the others by nothing or AND. */
export interface QueryPart {
  text: string;
  start: number;
  end: number;
}

/** The top-level parts of a query; null when it is an OR of several, which no single part stands for. */
export function splitQuery(query: string): QueryPart[] | null {
  const parts: QueryPart[] = [];
  let depth = 0;
  let isOpen = false;
  for (const { kind, start, end } of scanQuery(query)) {
    const isJoint = depth === 0 && kind === 'operator';
    if (isJoint && query.slice(start, end) === 'OR') return null;
    if (isJoint && query.slice(start, end) === 'AND') continue;
    if (kind === 'close' && depth > 0) depth -= 1;
    const last = parts.at(-1);
    if (last && isOpen) last.end = end;
    else parts.push({ text: '', start, end });
    if (kind === 'open') depth += 1;
    const goesOn = kind === 'sign' || kind === 'operator' || (kind === 'field' && !isSpace(query[end]));
    isOpen = depth > 0 || goesOn;
  }
  return parts.map(({ start, end }) => ({ text: query.slice(start, end), start, end }));
}

/** What a part says without the signs before it, and whether they turn it around. */
export function readPart({ text }: Pick<QueryPart, 'text'>): { core: string; isExcluded: boolean } {
  let isExcluded = false;
  for (const { kind, start, end } of scanQuery(text)) {
    if (kind !== 'sign' && kind !== 'operator') return { core: text.slice(start), isExcluded };
    if (text.slice(start, end) !== '+') isExcluded = !isExcluded;
  }
  return { core: text, isExcluded: false };
}

/** The query with one more filter; a filter that says the opposite goes away. */
export function addFilter(query: string, field: string, value: string, isExcluded = false): string {
  const wanted = filterTerm(field, value);
  const parts = splitQuery(query);
  if (parts === null) return `(${query.trim()}) ${filterTerm(field, value, isExcluded)}`;
  const same = parts.filter((part) => readPart(part).core === wanted);
  if (same.some((part) => readPart(part).isExcluded === isExcluded)) return query;
  const kept = parts.filter((part) => !same.includes(part)).map(({ text }) => text);
  return [...kept, filterTerm(field, value, isExcluded)].join(' ');
}

/** The query without one of its parts. */
export function removePart(query: string, part: QueryPart): string {
  const parts = splitQuery(query);
  if (parts === null) return query;
  return joinParts(parts.filter(({ start }) => start !== part.start));
}

function joinParts(parts: readonly QueryPart[]): string {
  return parts.map(({ text }) => text).join(' ');
}

/** The part turned into its opposite. */
export function negatePart(query: string, part: QueryPart): string {
  const { core, isExcluded } = readPart(part);
  return query.slice(0, part.start) + (isExcluded ? core : `-${core}`) + query.slice(part.end);
}

/** Both queries at once. */
export function combine(query: string, other: string): string {
  const wrap = (text: string): string => (splitQuery(text) === null ? `(${text.trim()})` : text.trim());
  return [query, other]
    .filter((text) => text.trim() !== '')
    .map(wrap)
    .join(' ');
}

/** What a query says about the values of one field. */
export interface FieldChoice {
  included: readonly string[];
  excluded: readonly string[];
}

/** The value of `field:value`, or the values of `field:(a OR b)`; null for a part that says anything else. */
function readChoice(part: QueryPart, field: string): { values: string[]; isExcluded: boolean } | null {
  const { core, isExcluded } = readPart(part);
  const [name, ...rest] = scanQuery(core);
  if (name?.kind !== 'field' || name.field !== canonicalField(field)) return null;
  const isList = rest[0]?.kind === 'open' && rest.at(-1)?.kind === 'close';
  const inner = isList ? rest.slice(1, -1) : rest;
  const isOred = inner.every(({ kind, start, end }, index) =>
    index % 2 === 0 ? kind === 'value' : core.slice(start, end) === 'OR',
  );
  if (!isOred || inner.length % 2 === 0) return null;
  const written = inner.filter((_, index) => index % 2 === 0).map((token) => readPlainValue(core, token));
  const values = written.map((value) => value && usualName(field, value));
  return values.some((value) => value === null) ? null : { values: values as string[], isExcluded };
}

/** The one value that a token means; null for a range, a pattern or a block. */
function readPlainValue(text: string, { start, end }: QueryToken): string | null {
  const written = text.slice(start, end);
  if (written.startsWith('"') && written.endsWith('"')) return written.slice(1, -1).replaceAll(/\\(["\\])/g, '$1');
  return /^[[{<>]|[*\\/]/.test(written) ? null : written;
}

/** Levels and categories can be written in several ways. */
function usualName(field: string, value: string): string {
  if (field === 'level') return readLevel(value) ?? value;
  if (field !== 'category') return value;
  return CATEGORIES.find((name) => name.toLowerCase() === value.toLowerCase()) ?? value;
}

export function readFieldChoice(query: string, field: string): FieldChoice {
  const found = (splitQuery(query) ?? []).map((part) => readChoice(part, field)).filter((each) => each !== null);
  const pick = (isExcluded: boolean): string[] =>
    found.filter((each) => each.isExcluded === isExcluded).flatMap(({ values }) => values);
  return { included: pick(false), excluded: pick(true) };
}

/** The query without all that it says about values of the field: what is left is what other values could be chosen from. */
export function withoutChoice(query: string, field: string): string {
  const parts = splitQuery(query);
  if (parts === null) return query;
  const kept = parts.filter((part) => readChoice(part, field) === null);
  return kept.length === parts.length ? query : joinParts(kept);
}

function choiceTerm(field: string, values: readonly string[]): string {
  if (values.length === 1) return filterTerm(field, values[0] ?? '');
  return `${quoteField(field)}:(${values.map(quoteValue).join(' OR ')})`;
}

/** The query with these as the only values of the field that it includes; one that was excluded is so no more. */
export function chooseValues(query: string, field: string, values: readonly string[]): string {
  const wanted = values.length === 0 ? [] : [choiceTerm(field, values)];
  const parts = splitQuery(query);
  if (parts === null) return [`(${query.trim()})`, ...wanted].join(' ');
  const kept = parts.flatMap((part) => {
    const choice = readChoice(part, field);
    if (choice === null) return [part.text];
    if (!choice.isExcluded) return [];
    const left = choice.values.filter((value) => !values.includes(value));
    if (left.length === choice.values.length) return [part.text];
    return left.length === 0 ? [] : [`-${choiceTerm(field, left)}`];
  });
  return [...kept, ...wanted].join(' ');
}

/** The query with the value included beside the others of its field. */
export function includeValue(query: string, field: string, value: string): string {
  return readFieldChoice(query, field).included.includes(value) ? query : toggleValue(query, field, value);
}

/** The query with the value included beside the others of its field, or no more when it was. */
export function toggleValue(query: string, field: string, value: string): string {
  const { included } = readFieldChoice(query, field);
  const others = included.filter((each) => each !== value);
  return chooseValues(query, field, others.length === included.length ? [...included, value] : others);
}

/** The query with the value excluded, or no more when it was; other values of its field stay included. */
export function toggleExcluded(query: string, field: string, value: string): string {
  const { included, excluded } = readFieldChoice(query, field);
  const without = chooseValues(
    query,
    field,
    included.filter((each) => each !== value),
  );
  return excluded.includes(value)
    ? chooseValues(chooseValues(query, field, [value]), field, included)
    : addFilter(without, field, value, true);
}
