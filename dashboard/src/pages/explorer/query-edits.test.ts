import { describe, expect, jest, test } from '@jest/globals';
import { splitQuery } from '../../lib/query-edit.ts';
import { queryEdits } from './query-edits.ts';
import type { Explorer } from './use-explorer.ts';

/** What runs after an edit, where the query that was asked and the one that is being written may differ. */
function queryAfter(
  q: string,
  draft: string,
  edit: (edits: ReturnType<typeof queryEdits>) => void,
): string | undefined {
  const run = jest.fn<Explorer['run']>();
  edit(queryEdits({ question: { q, from: 'now-1h', to: 'now' }, draft, run } as unknown as Explorer));
  return run.mock.calls[0]?.[0];
}

describe('an edit', () => {
  const [part] = splitQuery('level:error') ?? [];
  if (!part) throw new Error('no part');

  test('adds to what is being written', () => {
    expect(queryAfter('', 'timeout', ({ filter }) => filter('service', 'shop', false))).toBe('timeout service:shop');
    expect(queryAfter('', 'timeout', ({ facets }) => facets.onExclude('service', 'shop'))).toBe(
      'timeout -service:shop',
    );
  });

  test('of a part finds it in what is being written', () => {
    expect(queryAfter('level:error', 'timeout level:error', ({ remove }) => remove(part))).toBe('timeout');
    expect(queryAfter('level:error', 'a level:error', ({ negate }) => negate(part))).toBe('a -level:error');
  });

  test('of a part that is being written no more goes back to what was asked', () => {
    expect(queryAfter('level:error', 'something else', ({ negate }) => negate(part))).toBe('-level:error');
  });
});
