import { expect, test } from '@jest/globals';
import { QueryClient } from '@tanstack/react-query';
import { askAnew } from './ask-anew.ts';
import { refillPage } from './far-pages.ts';
import { isHeld, MOST_PAGES, type SearchAnswer, type SearchPage } from './logs.ts';

function answerOf(...ids: string[]): SearchAnswer {
  const logs = ids.map((id) => ({ id })) as SearchAnswer['logs'];
  return { total: { value: 9, relation: 'eq' }, logs, next_cursor: 'later', took_ms: 1 };
}
const dropped: SearchPage = { ...answerOf(), next_cursor: 'next', ids: ['a', 'b', 'c'] };

test('a page that comes again has the same rows, whatever came in between meanwhile', () => {
  const page = refillPage(dropped, answerOf('a', 'late', 'b', 'c', 'of the next page'));
  expect(page.logs.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  expect(page.next_cursor).toBe('next');
  expect([isHeld(dropped), isHeld(page)]).toEqual([false, true]);
});

test('what was deleted meanwhile is no row any more', () => {
  const page = refillPage(dropped, answerOf('a', 'c'));
  expect(page.ids).toEqual(['a', 'c']);
  expect(isHeld(page)).toBe(true);
});

test('a long list is asked anew only as far as it stays in memory', async () => {
  const client = new QueryClient();
  const many = Array.from({ length: 3 * MOST_PAGES }, (_, at) => at);
  client.setQueryData(['search', 'long'], { pages: many, pageParams: many });
  client.setQueryData(['search', 'short'], { pages: [1], pageParams: [1] });
  askAnew(client);
  expect(client.getQueryData<{ pages: number[] }>(['search', 'long'])?.pages).toEqual(many.slice(0, MOST_PAGES));
  expect(client.getQueryData<{ pages: number[] }>(['search', 'short'])?.pages).toEqual([1]);
  expect(client.getQueryState(['search', 'short'])?.isInvalidated).toBe(true);
});
