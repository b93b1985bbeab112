import { RE2JS } from 're2js';
import { PipelineError } from '../errors.ts';
import type { Bound, Query } from './ast.ts';
import { canonicalField, presenceField } from './fields.ts';
import {
  type Cursor,
  describe,
  isBoundary,
  isSpace,
  readFieldName,
  readQuoted,
  readRegex,
  readWord,
  skipSpace,
  type Word,
} from './scan.ts';
import { syntaxError } from './syntax-error.ts';
import { tokenize } from './tokens.ts';
import { assertOrder, readBlock, readBound, readEquals } from './values.ts';

const MAX_QUERY_LENGTH = 4_096;
const MAX_QUERY_DEPTH = 32;
/** Fields, patterns, and tokens of phrases. */
const MAX_QUERY_TERMS = 256;
const MAX_REGEX_LENGTH = 200;

interface State extends Cursor {
  terms: number;
  depth: number;
}

/**
 * Reads a query; empty text is every record.
 * @throws PipelineError `query_syntax` with `details.column` (1-based, UTF-16 units), or `query_too_expensive` with `details.limit`.
 */
export function parseQuery(text: string): Query {
  if (text.length > MAX_QUERY_LENGTH) throw tooExpensive('is longer than', MAX_QUERY_LENGTH, 'characters');
  const state: State = { text, at: 0, terms: 0, depth: 0 };
  skipSpace(state);
  if (state.at === text.length) return { kind: 'all' };
  const query = parseOr(state, null);
  if (state.at < text.length) throw syntaxError(describe(state), state.at);
  return query;
}

function tooExpensive(what: string, limit: number, unit: string): PipelineError {
  return new PipelineError('query_too_expensive', `the query ${what} ${limit} ${unit}`, { details: { limit } });
}

/** Reads an operator word, which ends at a boundary. */
function takeOperator(state: State, word: string): boolean {
  if (!state.text.startsWith(word, state.at)) return false;
  const after: Cursor = { text: state.text, at: state.at + word.length };
  if (!isBoundary(after)) return false;
  state.at = after.at;
  skipSpace(state);
  return true;
}

function peekOperator(state: State, word: string): boolean {
  return takeOperator({ ...state }, word);
}

/** Inside `field:( … )` every term speaks of that field. */
type FieldContext = string | null;

function parseOr(state: State, field: FieldContext): Query {
  const first = parseAnd(state, field);
  const of = [first];
  while (takeOperator(state, 'OR')) of.push(parseAnd(state, field));
  return of.length === 1 ? first : { kind: 'or', of };
}

function parseAnd(state: State, field: FieldContext): Query {
  const first = parseNot(state, field);
  const of = [first];
  while (state.at < state.text.length && state.text[state.at] !== ')' && !peekOperator(state, 'OR')) {
    takeOperator(state, 'AND');
    of.push(parseNot(state, field));
  }
  return of.length === 1 ? first : { kind: 'and', of };
}

function parseNot(state: State, field: FieldContext): Query {
  // a plus says what holds anyway; inside the brackets of a field it belongs to the value, as in phone:(+49)
  while (field === null && takeSign(state, '+'));
  if (takeSign(state, '-') || takeSign(state, '!') || takeOperator(state, 'NOT')) {
    return nested(state, () => ({ kind: 'not', of: parseNot(state, field) }));
  }
  return parsePrimary(state, field);
}

/** Reads a sign that stands directly before what it speaks of. */
function takeSign(state: State, sign: string): boolean {
  const next = state.text[state.at + 1];
  if (state.text[state.at] !== sign || next === undefined || next === ')' || isSpace(next)) return false;
  state.at++;
  return true;
}

function nested<T>(state: State, parse: () => T): T {
  state.depth++;
  if (state.depth > MAX_QUERY_DEPTH) throw tooExpensive('is nested deeper than', MAX_QUERY_DEPTH, 'levels');
  const result = parse();
  state.depth--;
  return result;
}

function parsePrimary(state: State, field: FieldContext): Query {
  if (state.text[state.at] === '(') return parseGroup(state, field);
  if (state.at >= state.text.length || state.text[state.at] === ')') throw syntaxError(describe(state), state.at);
  for (const word of ['AND', 'OR']) if (peekOperator(state, word)) throw syntaxError(`unexpected '${word}'`, state.at);
  if (field !== null) return finishTerm(state, parseValue(state, field));
  const named = readTermField(state);
  if (named === null) return finishTerm(state, parseMessageTerm(state, false));
  return state.text[state.at] === '(' ? parseGroup(state, named) : finishTerm(state, parseValue(state, named));
}

function finishTerm(state: State, term: Query): Query {
  state.terms += term.kind === 'phrase' ? term.tokens.length : 1;
  if (state.terms > MAX_QUERY_TERMS) throw tooExpensive('has more than', MAX_QUERY_TERMS, 'terms');
  if (!isBoundary(state)) throw syntaxError(describe(state), state.at);
  skipSpace(state);
  return term;
}

function parseGroup(state: State, field: FieldContext): Query {
  const start = state.at;
  state.at++;
  skipSpace(state);
  const query = nested(state, () => parseOr(state, field));
  if (state.text[state.at] !== ')') throw syntaxError("missing ')' for the '('", start);
  state.at++;
  skipSpace(state);
  return query;
}

/** Reads `name:` before a value; null, and nothing read, where a term of the message stands. */
function readTermField(state: State): string | null {
  const start = state.at;
  const name = readFieldName(state);
  if (name === null) return null;
  const field = canonicalField(name);
  const isAddress = field === `attributes.${name}` && state.text.startsWith('//', state.at);
  if (isAddress) {
    state.at = start;
    return null;
  }
  if (state.at >= state.text.length || isSpace(state.text[state.at]) || state.text[state.at] === ')') {
    throw syntaxError(`missing value of ${name}`, state.at);
  }
  return field;
}

function parseValue(state: State, field: string): Query {
  const start = state.at;
  const char = state.text[start];
  if (char !== undefined && '[{<>'.includes(char)) assertOrder(field, start);
  if (field === 'message') return parseMessageTerm(state, true);
  if (char === '"') return readEquals(field, readQuoted(state), start);
  if (char === '[' || char === '{') return parseRange(state, field);
  if (char === '>' || char === '<') return parseComparison(state, field);
  const word = readWord(state);
  const star = findStar(word);
  if (star === 0 && word.text.length === 1) return { kind: 'exists', field: presenceField(field) };
  if (star >= 0) return { kind: 'value_prefix', field, prefix: prefixOf(word, star) };
  return readBlock(field, word.text, start) ?? readEquals(field, word.text, start);
}

/** Where the first `*` stands that is not escaped; -1 without one. */
function findStar(word: Word): number {
  for (let at = 0; at < word.text.length; at++) if (word.text[at] === '*' && !word.escaped.has(at)) return at;
  return -1;
}

function prefixOf(word: Word, star: number): string {
  if (star !== word.text.length - 1) throw syntaxError("a '*' can only end a word, not", word.start + star);
  return word.text.slice(0, star);
}

function parseMessageTerm(state: State, isNamed: boolean): Query {
  const start = state.at;
  const char = state.text[start];
  if (char === '"') return phrase(readQuoted(state), start);
  if (char === '/') return parseRegex(state);
  if (char === ':' && !isNamed) throw syntaxError("the name of a field is missing before ':'", start);
  const word = readWord(state);
  const star = findStar(word);
  if (star === 0 && word.text.length === 1) return isNamed ? { kind: 'exists', field: 'message' } : { kind: 'all' };
  if (star < 0) return phrase(word.text, start);
  const prefix = prefixOf(word, star);
  const tokens = tokenize(prefix);
  if (tokens.length !== 1 || tokens[0]?.length !== prefix.length) {
    throw syntaxError(`'${prefix}' before the '*' must be letters and digits alone`, start);
  }
  return { kind: 'token_prefix', prefix: tokens[0] };
}

function phrase(text: string, start: number): Query {
  const tokens = tokenize(text);
  if (tokens.length === 0) throw syntaxError(`'${text}' has neither letter nor digit to search for`, start);
  return { kind: 'phrase', tokens };
}

function parseRegex(state: State): Query {
  const { source, flags, start } = readRegex(state);
  if (source.length > MAX_REGEX_LENGTH)
    throw tooExpensive('has a regular expression longer than', MAX_REGEX_LENGTH, 'characters');
  if (source === '') throw syntaxError('empty regular expression', start);
  if (flags !== '' && flags !== 'i') {
    throw syntaxError(`unexpected '${flags}' behind a regular expression (quote a path)`, state.at - flags.length);
  }
  try {
    RE2JS.compile(source, flags === 'i' ? RE2JS.CASE_INSENSITIVE : 0);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw syntaxError(`${reason}, in the regular expression`, start);
  }
  return { kind: 'regex', source, ignoreCase: flags === 'i' };
}

function parseComparison(state: State, field: string): Query {
  const operator = state.text.startsWith('=', state.at + 1)
    ? state.text.slice(state.at, state.at + 2)
    : state.text[state.at];
  state.at += operator?.length ?? 1;
  const bound: Bound = { value: readBoundText(state, field, ''), inclusive: operator?.length === 2 };
  const isMin = operator?.startsWith('>');
  return { kind: 'range', field, min: isMin ? bound : null, max: isMin ? null : bound };
}

function readBoundText(state: State, field: string, stop: string): number {
  const start = state.at;
  const text = state.text[start] === '"' ? readQuoted(state) : readWord(state, stop).text;
  if (text === '')
    throw syntaxError(`${describe({ text: state.text, at: start })} where a bound of ${field} should be,`, start);
  return readBound(field, text, start);
}

function parseRange(state: State, field: string): Query {
  const start = state.at;
  const minInclusive = state.text[start] === '[';
  state.at++;
  skipSpace(state);
  const min = parseRangeEnd(state, field, minInclusive);
  skipSpace(state);
  if (!takeOperator(state, 'TO')) throw syntaxError(`${describe(state)} where TO should be,`, state.at);
  const maxAt = state.at;
  const max = parseRangeEnd(state, field, true);
  skipSpace(state);
  const close = state.text[state.at];
  if (close !== ']' && close !== '}')
    throw syntaxError(`${describe(state)} where ']' or '}' should be,`, Math.max(state.at, maxAt));
  state.at++;
  return { kind: 'range', field, min, max: max && { ...max, inclusive: close === ']' } };
}

function parseRangeEnd(state: State, field: string, inclusive: boolean): Bound | null {
  const next: Cursor = { text: state.text, at: state.at + 1 };
  if (state.text[state.at] === '*' && (isBoundary(next) || ']}'.includes(state.text[next.at] ?? ''))) {
    state.at++;
    return null;
  }
  return { value: readBoundText(state, field, ']}'), inclusive };
}
