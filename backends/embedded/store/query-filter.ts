import type { Query } from '../../../core/query/ast.ts';
import { fieldKind, ignoresCase } from '../../../core/query/fields.ts';
import { TEXT_COLUMNS } from './block-format.ts';
import type { TokenFilter } from './token-filter.ts';

const TEXT_NAMES: ReadonlySet<string> = new Set(TEXT_COLUMNS);

/** Whether a block with this filter may hold a match. Null: the query asks nothing that a filter knows. */
export type FilterTest = ((filter: TokenFilter) => boolean) | null;

export function compileFilterTest(query: Query): FilterTest {
  switch (query.kind) {
    case 'phrase':
      return (filter) => query.tokens.every((token) => filter.mayHaveToken(token));
    case 'equals':
      return compileEquals(query.field, query.value);
    case 'and': {
      const tests = query.of.flatMap((part) => compileFilterTest(part) ?? []);
      return tests.length === 0 ? null : (filter) => tests.every((test) => test(filter));
    }
    case 'or': {
      const tests = query.of.map(compileFilterTest);
      return tests.every((test) => test !== null) ? (filter) => tests.some((test) => test(filter)) : null;
    }
    default:
      return null;
  }
}

function compileEquals(field: string, value: string): FilterTest {
  // the filter knows values as they were written only
  if (ignoresCase(field)) return null;
  if (TEXT_NAMES.has(field)) return (filter) => filter.mayHaveValue(field, value);
  return fieldKind(field) === 'attribute' ? (filter) => filter.mayHaveValue('attributes', value) : null;
}
