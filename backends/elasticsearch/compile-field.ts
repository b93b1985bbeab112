import { blockKeys } from '../../core/query/address.ts';
import type { Bound, Query } from '../../core/query/ast.ts';
import { attributePath, fieldKind, toNumber } from '../../core/query/fields.ts';
import { CATEGORIES, LEVELS, TEXT_FIELDS } from '../../core/record.ts';
import { ALL, atMost, type CompiledQuery, type Dsl, exactly, NONE } from './compiled-query.ts';
import { KEYWORD_FIELDS, NUMBER_FIELDS } from './document.ts';
import { isFaithful, isFaithfulPath, MAX_ATTRIBUTE, MAX_FIELD, MAX_PREFIX } from './faithful-text.ts';
import { addressTerm, numberTerm } from './keyed-terms.ts';
import { instantRange, timeTerm } from './time-range.ts';

export type FieldQuery = Extract<Query, { field: string }>;

const KEYWORDS: ReadonlySet<string> = new Set(KEYWORD_FIELDS);
/** Texts that the index knows as numbers and addresses as well. */
const COMPARED: ReadonlySet<string> = new Set(TEXT_FIELDS);
const NUMBERS: ReadonlySet<string> = new Set(NUMBER_FIELDS);

const exists = (field: string): Dsl => ({ exists: { field } });
const term = (field: string, value: string | number): Dsl => ({ term: { [field]: { value } } });
/** The records whose field has one of the values that pass. */
const among = (field: string, values: readonly string[], test: (value: string, at: number) => boolean): CompiledQuery =>
  exactly({ terms: { [field]: values.filter(test) } });

/** A condition on one field. */
export function compileField(query: FieldQuery): CompiledQuery {
  switch (query.kind) {
    case 'exists':
      return presence(query.field);
    case 'equals':
      return compileEquals(query.field, query.value);
    case 'value_prefix':
      return compileValuePrefix(query.field, query.prefix);
    case 'range':
      return compileRange(query.field, query.min, query.max);
    case 'cidr':
      return compileCidr(query.field, query.block);
  }
}

/** The records that have the field. */
export function presence(field: string): CompiledQuery {
  const path = attributePath(field);
  // any attribute at all
  if (path === '') return atMost(ALL);
  if (path !== null) return isFaithfulPath(path) ? exactly(term('present', `attributes.${path}`)) : atMost(ALL);
  if (field === 'raw') return exactly(term('present', 'raw'));
  return exactly(KEYWORDS.has(field) || NUMBERS.has(field) ? exists(field) : ALL);
}

/** For what the index cannot tell: every record that has the field. */
function undecided(field: string): CompiledQuery {
  return atMost(presence(field).dsl);
}

function compileEquals(field: string, value: string): CompiledQuery {
  const path = attributePath(field);
  if (path !== null) {
    const isKnown = isFaithfulPath(path) && isFaithful(value, MAX_ATTRIBUTE);
    return isKnown ? exactly(term(`attributes.${path}`, value)) : undecided(field);
  }
  const folded = value.toLowerCase();
  switch (fieldKind(field)) {
    case 'level':
      return exactly(isFaithful(folded, MAX_FIELD) ? term(field, folded) : NONE);
    case 'category':
      return among(field, CATEGORIES, (category) => category.toLowerCase() === folded);
    case 'number':
      return exactly(String(toNumber(value)) === value ? term(field, toNumber(value)) : NONE);
    case 'time':
      return exactly(timeTerm(field, value) ?? NONE);
  }
  if (field === 'id') return exactly({ ids: { values: [value] } });
  return KEYWORDS.has(field) && isFaithful(value, MAX_FIELD) ? exactly(term(field, value)) : undecided(field);
}

function compileValuePrefix(field: string, prefix: string): CompiledQuery {
  const beginsIn = (name: string): CompiledQuery => exactly({ prefix: { [name]: { value: prefix } } });
  const path = attributePath(field);
  if (path !== null) {
    const isKnown = isFaithfulPath(path) && isFaithful(prefix, MAX_PREFIX);
    return isKnown ? beginsIn(`attributes.${path}`) : undecided(field);
  }
  const folded = prefix.toLowerCase();
  const begins = (text: string): boolean => text.toLowerCase().startsWith(folded);
  if (field === 'level') return among(field, LEVELS, begins);
  if (field === 'category') return among(field, CATEGORIES, begins);
  if (field === 'status_code' && /^[1-9]\d{0,14}$/.test(prefix)) return integersThatBegin(field, prefix);
  return KEYWORDS.has(field) && isFaithful(prefix, MAX_PREFIX) ? beginsIn(field) : undecided(field);
}

/** Integers that are written without an exponent: 5, 50–59, 500–599 … begin with a 5. */
function integersThatBegin(field: string, prefix: string): CompiledQuery {
  const should = Array.from({ length: 22 - prefix.length }, (_, zeros): Dsl => {
    const gte = Number(prefix) * 10 ** zeros;
    return { range: { [field]: { gte, lt: gte + 10 ** zeros } } };
  });
  return exactly({ bool: { should, minimum_should_match: 1 } });
}

function compileRange(field: string, min: Bound | null, max: Bound | null): CompiledQuery {
  if (fieldKind(field) === 'level') return among(field, LEVELS, (_, severity) => isBetween(severity, min, max));
  if (fieldKind(field) === 'time') return exactly(instantRange(field, min, max));
  const least = min?.value ?? Number.NEGATIVE_INFINITY;
  const most = max?.value ?? Number.POSITIVE_INFINITY;
  if (NUMBERS.has(field)) return exactly({ range: { [field]: bounds(min && least, max && most, min, max) } });
  const path = attributePath(field);
  const isKnown = path === null ? COMPARED.has(field) : isFaithfulPath(path);
  if (!isKnown) return undecided(field);
  const name = path === null ? field : `attributes.${path}`;
  return exactly({ range: { numbers: bounds(numberTerm(name, least), numberTerm(name, most), min, max) } });
}

function isBetween(value: number, min: Bound | null, max: Bound | null): boolean {
  const isAbove = min === null || value > min.value || (min.inclusive && value === min.value);
  const isBelow = max === null || value < max.value || (max.inclusive && value === max.value);
  return isAbove && isBelow;
}

function bounds<T extends string | number>(least: T | null, most: T | null, min: Bound | null, max: Bound | null) {
  return {
    ...(least === null ? {} : { [(min?.inclusive ?? true) ? 'gte' : 'gt']: least }),
    ...(most === null ? {} : { [(max?.inclusive ?? true) ? 'lte' : 'lt']: most }),
  };
}

function compileCidr(field: string, block: string): CompiledQuery {
  const keys = blockKeys(block);
  if (!keys) return exactly(NONE);
  const path = attributePath(field);
  const isKnown = path === null ? COMPARED.has(field) : isFaithfulPath(path);
  if (!isKnown) return undecided(field);
  const name = path === null ? field : `attributes.${path}`;
  return exactly({ range: { addresses: { gte: addressTerm(name, keys.first), lte: addressTerm(name, keys.last) } } });
}
