import { describe, expect, test } from '@jest/globals';
import { addressOf, renameView, type SavedView, withoutView, withView } from './views.ts';

const view = (name: string, q = ''): SavedView => ({ name, q, from: 'now-1h', to: 'now' });
const namesOf = (views: readonly SavedView[]): string[] => views.map(({ name }) => name);

describe('saved views', () => {
  test('stand in the order of the alphabet, one of each name', () => {
    const views = withView(withView([view('b')], view('a')), view('b', 'level:error'));
    expect(views).toEqual([view('a'), view('b', 'level:error')]);
    expect(namesOf(withoutView(views, 'a'))).toEqual(['b']);
  });

  test('take another name when it is free', () => {
    const views = [view('a'), view('b')];
    expect(namesOf(renameView(views, 'a', 'c'))).toEqual(['b', 'c']);
    expect(namesOf(renameView(views, 'a', 'b'))).toEqual(['a', 'b']);
    expect(namesOf(renameView(views, 'a', ''))).toEqual(['a', 'b']);
  });

  test('open nothing and keep what they do not say usual', () => {
    expect(addressOf({ ...view('a', 'x'), cols: 'level,message' })).toEqual({
      q: 'x',
      from: 'now-1h',
      to: 'now',
      cols: 'level,message',
      order: undefined,
      by: undefined,
      id: undefined,
    });
  });
});
