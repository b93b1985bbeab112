import { expect, test } from '@jest/globals';
import { attributePaths, buildFacetRows } from './build-facet.ts';

const values = [
  { value: 'info', count: 8 },
  { value: 'error', count: 2 },
];

test('values are listed with their share of the most frequent and what the query says of them', () => {
  expect(buildFacetRows({ values }, { included: ['error'], excluded: ['info'] })).toEqual([
    { value: 'info', count: 8, share: 1, state: 'excluded' },
    { value: 'error', count: 2, share: 0.25, state: 'included' },
  ]);
});

test('values of the query that are not among the most frequent come first', () => {
  expect(buildFacetRows({ values }, { included: ['fatal'], excluded: [] })[0]).toEqual({
    value: 'fatal',
    count: null,
    share: 0,
    state: 'included',
  });
});

test('attributes are known by their paths', () => {
  const logs = [{ attributes: { order: { id: 1, lines: [{ sku: 'x' }] }, none: null } }, { attributes: { a: true } }];
  expect(attributePaths(logs)).toEqual(['a', 'none', 'order.id', 'order.lines']);
});
