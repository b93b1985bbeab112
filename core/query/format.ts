import { LEVELS } from '../record.ts';
import { formatTime } from '../time.ts';
import type { Bound, Query } from './ast.ts';
import { fieldKind } from './fields.ts';

/**
 * The text of a query: parsing it gives the query again. Only what the language can say is kept, so it is meant for queries
 * that the parser made or that are put together like those.
 */
export function formatQuery(query: Query): string {
  return query.kind === 'all' ? '' : write(query);
}

function write(query: Query): string {
  switch (query.kind) {
    case 'all':
      return '*';
    case 'and':
      return query.of.length === 0 ? '*' : query.of.map((part) => group(part, ['and', 'or'])).join(' ');
    case 'or':
      return query.of.length === 0 ? 'NOT *' : query.of.map((part) => group(part, ['or'])).join(' OR ');
    case 'not':
      return `NOT ${group(query.of, ['and', 'or'])}`;
    case 'phrase':
      return query.tokens.length === 1 ? (query.tokens[0] ?? '') : `"${query.tokens.join(' ')}"`;
    case 'token_prefix':
      return `${query.prefix}*`;
    case 'regex':
      return `/${escapeSlashes(query.source)}/${query.ignoreCase ? 'i' : ''}`;
    case 'exists':
      return `${writeName(query.field)}:*`;
    case 'equals':
      return `${writeName(query.field)}:${writeValue(query.value)}`;
    case 'value_prefix':
      return `${writeName(query.field)}:${query.prefix.replace(/[^\p{L}\p{N}_]/gu, '\\$&')}*`;
    case 'range':
      return `${writeName(query.field)}:${writeRange(query.field, query.min, query.max)}`;
    case 'cidr':
      return `${writeName(query.field)}:${query.block}`;
  }
}

/** `and` keeps an inner `and` in brackets, so that the shape of the query survives. */
function group(query: Query, bracketed: readonly Query['kind'][]): string {
  return bracketed.includes(query.kind) ? `(${write(query)})` : write(query);
}

function writeName(field: string): string {
  return field.replace(/[^\p{L}\p{N}_.@$-]/gu, '\\$&');
}

function writeValue(value: string): string {
  return /^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u.test(value) ? value : `"${value.replace(/["\\]/g, '\\$&')}"`;
}

/** Escapes of the expression itself stay as they are. */
function escapeSlashes(source: string): string {
  return source.replace(/\\[\s\S]|\//g, (found) => (found === '/' ? '\\/' : found));
}

function writeBound(field: string, value: number): string {
  const kind = fieldKind(field);
  if (kind === 'level') return LEVELS[value] ?? String(value);
  return kind === 'time' ? formatTime(value) : String(value);
}

function writeRange(field: string, min: Bound | null, max: Bound | null): string {
  if (min && !max) return `${min.inclusive ? '>=' : '>'}${writeBound(field, min.value)}`;
  if (max && !min) return `${max.inclusive ? '<=' : '<'}${writeBound(field, max.value)}`;
  const from = min ? writeBound(field, min.value) : '*';
  const to = max ? writeBound(field, max.value) : '*';
  return `${(min?.inclusive ?? true) ? '[' : '{'}${from} TO ${to}${(max?.inclusive ?? true) ? ']' : '}'}`;
}
