import { z } from 'zod';
import { readLevel } from '../../core/level.ts';
import type { Query } from '../../core/query/ast.ts';
import { parseQuery } from '../../core/query/parse.ts';
import { CATEGORIES, LEVELS } from '../../core/record.ts';
import { invalidParameter } from './invalid-parameter.ts';

const queryParameter = z
  .string()
  .default('')
  .describe('What to look for, in the query language; empty for everything.');

const list = (what: string) => z.string().optional().describe(`One ${what} or several, separated by commas.`);

/** Filters that must hold beside `q`. */
export const recordParameters = {
  q: queryParameter,
  level: list('level'),
  service: list('service'),
  category: list('category'),
};

export interface RecordFilters {
  q: string;
  level?: string | undefined;
  service?: string | undefined;
  category?: string | undefined;
}

function anyOf(field: 'level' | 'service' | 'category', text: string, read: (value: string) => string): Query {
  const values = text.split(',').map((value) => read(value.trim()));
  const of = values.map((value): Query => ({ kind: 'equals', field, value }));
  return of.length === 1 && of[0] ? of[0] : { kind: 'or', of };
}

function readLevelName(text: string): string {
  const level = readLevel(text);
  if (level === null) throw invalidParameter('level', `'${text}' is none of ${LEVELS.join(', ')}`);
  return level;
}

function readCategory(text: string): string {
  const category = CATEGORIES.find((name) => name.toLowerCase() === text.toLowerCase());
  if (category === undefined) throw invalidParameter('category', `'${text}' is none of ${CATEGORIES.join(', ')}`);
  return category;
}

/** `q` and all filters as one query. @throws PipelineError `query_syntax`, `query_too_expensive`, or `invalid_parameter` for a filter */
export function readRecordQuery(given: RecordFilters): Query {
  const of: Query[] = [];
  const query = parseQuery(given.q);
  if (query.kind !== 'all') of.push(query);
  if (given.level) of.push(anyOf('level', given.level, readLevelName));
  if (given.service) of.push(anyOf('service', given.service, (value) => value));
  if (given.category) of.push(anyOf('category', given.category, readCategory));
  if (of.length > 1) return { kind: 'and', of };
  return of[0] ?? { kind: 'all' };
}
