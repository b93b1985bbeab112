import type { Query } from '../../core/query/ast.ts';
import { compileField } from './compile-field.ts';
import { ALL, atMost, type CompiledQuery, exactly, NONE } from './compiled-query.ts';
import { isFaithful, MAX_TOKEN } from './faithful-text.ts';
import { requiredWords } from './required-words.ts';

/** Elasticsearch refuses queries that are nested in more than 30 levels, some of which are around ours. */
const MAX_NESTING = 24;

/** The query in Elasticsearch's own language; where that cannot say the same, something wider. */
export function compileQuery(query: Query): CompiledQuery {
  return compile(query, 0);
}

function compile(query: Query, depth: number): CompiledQuery {
  if (depth > MAX_NESTING) return atMost(ALL);
  switch (query.kind) {
    case 'all':
      return exactly(ALL);
    case 'and': {
      const parts = query.of.map((part) => compile(part, depth + 1));
      return { dsl: { bool: { filter: parts.map(({ dsl }) => dsl) } }, exact: parts.every(({ exact }) => exact) };
    }
    case 'or':
      return compileOr(query.of.map((part) => compile(part, depth + 1)));
    case 'not':
      return compileNot(query.of, depth);
    case 'phrase':
      return compilePhrase(query.tokens);
    case 'token_prefix':
      return compilePrefix(query.prefix);
    case 'regex':
      return atMost(requiredWords(query.source, query.ignoreCase));
    default:
      return compileField(query);
  }
}

function compileOr(parts: readonly CompiledQuery[]): CompiledQuery {
  const dsl = parts.length === 0 ? NONE : { bool: { should: parts.map((part) => part.dsl), minimum_should_match: 1 } };
  return { dsl, exact: parts.every(({ exact }) => exact) };
}

/** What does not match something wider may still match the query itself, so only an exact part can be turned round. */
function compileNot(query: Query, depth: number): CompiledQuery {
  if (query.kind === 'not') return compile(query.of, depth + 1);
  const part = compile(query, depth + 1);
  return part.exact ? exactly({ bool: { must_not: [part.dsl] } }) : atMost(ALL);
}

const isToken = (text: string): boolean => /^[\p{L}\p{Nd}]+$/u.test(text);

function compilePhrase(tokens: readonly string[]): CompiledQuery {
  if (tokens.length === 0) return exactly(ALL);
  if (!tokens.every(isToken)) return exactly(NONE);
  if (!tokens.every((token) => isFaithful(token, MAX_TOKEN))) return atMost(ALL);
  const [only = ''] = tokens;
  if (tokens.length === 1) return exactly({ term: { words: { value: only } } });
  return exactly({ match_phrase: { words: { query: tokens.join(' ') } } });
}

function compilePrefix(prefix: string): CompiledQuery {
  if (!isToken(prefix)) return exactly(NONE);
  return isFaithful(prefix, MAX_TOKEN) ? exactly({ prefix: { words: { value: prefix } } }) : atMost(ALL);
}
