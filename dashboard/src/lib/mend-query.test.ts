import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { editDistance, mendQuery } from './mend-query.ts';

describe('what a query may have meant', () => {
  test.each([
    ['levl:error', 'level:error'],
    ['Level:error', 'level:error'],
    ['severity:warn -hostname:a', 'level:warn -host:a'],
    ['level=error', 'level:error'],
    ['status>=500 timeout', 'status_code:>=500 timeout'],
    ['timeout and refused', 'timeout AND refused'],
    ['a or not b', 'a OR NOT b'],
    ['not timeout', 'NOT timeout'],
  ])('%s: %s', (query, mended) => expect(mendQuery(query)).toBe(mended));

  test.each(['', 'level:error', 'order.id:7', 'attributes.path:x', '"level=error"', 'or', 'x=1', 'a AND b', 'and a'])(
    '%s is left alone',
    (query) => expect(mendQuery(query)).toBeNull(),
  );

  test('leaves nothing to mend', () => {
    fc.assert(
      fc.property(fc.string(), (query) => {
        const mended = mendQuery(query);
        if (mended !== null) expect(mendQuery(mended)).toBeNull();
      }),
    );
  });
});

test.each([
  ['level', 'level', 0],
  ['levle', 'level', 1],
  ['levl', 'level', 1],
  ['', 'abc', 3],
  ['kitten', 'sitting', 3],
])('from %s to %s it takes %i', (one, other, distance) => expect(editDistance(one, other)).toBe(distance));
