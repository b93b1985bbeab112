import { RE2JS } from 're2js';
import { CATEGORIES, LEVELS, type Level, type LogRecord } from '../record.ts';
import { parseTime } from '../time.ts';
import { compileBlock } from './address.ts';
import type { Bound, Query } from './ast.ts';
import { compileFieldPresence, compileFieldTest, fieldKind, ignoresCase, toNumber } from './fields.ts';
import { requiredText } from './required-text.ts';
import { compilePhrase, compilePrefix } from './tokens.ts';

/** Says whether a record is one that the query speaks of. Pure, never throws. */
export type RecordTest = (record: LogRecord) => boolean;

/**
 * The query as a function, for asking many records.
 * @throws Error only for a query that no parser made: a regular expression or an address block that is none.
 */
export function compileQuery(query: Query): RecordTest {
  switch (query.kind) {
    case 'all':
      return () => true;
    case 'and':
      return compileAnd(query.of.map(compileQuery));
    case 'or':
      return compileOr(query.of.map(compileQuery));
    case 'not': {
      const test = compileQuery(query.of);
      return (record) => !test(record);
    }
    case 'phrase':
      return compileMessageTest(compilePhrase(query.tokens));
    case 'token_prefix':
      return compileMessageTest(compilePrefix(query.prefix));
    case 'regex':
      return compileMessageTest(compileRegex(query.source, query.ignoreCase));
    case 'exists':
      return compileFieldPresence(query.field);
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

function compileRegex(source: string, ignoreCase: boolean): (message: string) => boolean {
  const regex = RE2JS.compile(source, ignoreCase ? RE2JS.CASE_INSENSITIVE : 0);
  const text = requiredText(source, ignoreCase);
  if (text === '') return (message) => regex.test(message);
  return (message) => (ignoreCase ? message.toLowerCase() : message).includes(text) && regex.test(message);
}

function compileMessageTest(test: (message: string) => boolean): RecordTest {
  return (record) => test(record.message);
}

const compiled = new WeakMap<Query, RecordTest>();

/** The meaning of a query: whether it speaks of this record. Every store finds exactly the records for which this is true. */
export function matches(record: LogRecord, query: Query): boolean {
  let test = compiled.get(query);
  if (!test) {
    test = compileQuery(query);
    compiled.set(query, test);
  }
  return test(record);
}

function compileAnd(tests: readonly RecordTest[]): RecordTest {
  const [first, second] = tests;
  if (first && second && tests.length === 2) return (record) => first(record) && second(record);
  return (record) => {
    for (const test of tests) if (!test(record)) return false;
    return true;
  };
}

function compileOr(tests: readonly RecordTest[]): RecordTest {
  const [first, second] = tests;
  if (first && second && tests.length === 2) return (record) => first(record) || second(record);
  return (record) => {
    for (const test of tests) if (test(record)) return true;
    return false;
  };
}

function compileEquals(field: string, value: string): RecordTest {
  const folded = value.toLowerCase();
  if (field === 'level') return (record) => record.level === folded;
  if (field === 'service') return (record) => record.service === value;
  if (field === 'category') return compileCategoryEquals(folded);
  if (field === 'status_code') return compileStatusEquals(value);
  return compileFieldTest(field, (found) => (typeof found === 'string' ? found === value : String(found) === value));
}

function compileCategoryEquals(folded: string): RecordTest {
  const wanted = CATEGORIES.find((category) => category.toLowerCase() === folded);
  return wanted === undefined ? () => false : (record) => record.category === wanted;
}

function compileStatusEquals(value: string): RecordTest {
  const code = toNumber(value);
  if (String(code) !== value) return () => false;
  return (record) => record.status_code === code;
}

function compileValuePrefix(field: string, prefix: string): RecordTest {
  if (!ignoresCase(field)) return compileFieldTest(field, (found) => String(found).startsWith(prefix));
  const folded = prefix.toLowerCase();
  return compileFieldTest(field, (found) => String(found).toLowerCase().startsWith(folded));
}

/** Whether a number lies between the bounds; NaN never does. */
function compileBetween(min: Bound | null, max: Bound | null): (value: number) => boolean {
  const least = min?.value ?? Number.NEGATIVE_INFINITY;
  const most = max?.value ?? Number.POSITIVE_INFINITY;
  const takesLeast = min?.inclusive ?? true;
  const takesMost = max?.inclusive ?? true;
  return (value) =>
    (value > least || (takesLeast && value === least)) && (value < most || (takesMost && value === most));
}

function compileRange(field: string, min: Bound | null, max: Bound | null): RecordTest {
  const isBetween = compileBetween(min, max);
  switch (fieldKind(field)) {
    case 'level': {
      const levels = new Set<Level>(LEVELS.filter((_, severity) => isBetween(severity)));
      return (record) => levels.has(record.level);
    }
    case 'time':
      return compileFieldTest(field, (found) => isBetween(parseTime(String(found))));
    default:
      if (field === 'status_code') return (record) => record.status_code !== undefined && isBetween(record.status_code);
      return compileFieldTest(field, (found) => isBetween(toNumber(found)));
  }
}

function compileCidr(field: string, block: string): RecordTest {
  const contains = compileBlock(block);
  if (!contains) throw new RangeError(`no address block: ${block}`);
  return compileFieldTest(field, (found) => typeof found === 'string' && contains(found));
}
