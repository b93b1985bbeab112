import { expect, test } from '@jest/globals';
import { parseQuery } from '../../../../core/query/parse.ts';
import { strings } from '../../strings/catalogue.ts';

test.each(strings.explorer.syntax.examples)('the example %s can be run', (query) => {
  expect(() => parseQuery(query)).not.toThrow();
});
