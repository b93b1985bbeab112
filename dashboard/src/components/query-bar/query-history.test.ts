import { describe, expect, test } from '@jest/globals';
import { NOT_RECALLING, recall, remember } from './query-history.ts';

describe('queries that were run', () => {
  test('are remembered newest first, each once, at most fifty', () => {
    expect(remember(['a', 'b'], ' b ')).toEqual(['b', 'a']);
    expect(remember(['a'], ' ')).toEqual(['a']);
    const many = Array.from({ length: 60 }, (_, index) => String(index));
    expect(many.reduce<string[]>(remember, [])).toHaveLength(50);
  });

  test('come back one by one, and at the end what was being written', () => {
    const history = ['newest', 'oldest'];
    const first = recall(history, NOT_RECALLING, 'half writ', 'older');
    const second = first && recall(history, first.recall, first.text, 'older');
    expect([first?.text, second?.text]).toEqual(['newest', 'oldest']);
    expect(second && recall(history, second.recall, second.text, 'older')).toBeNull();
    const back = second && recall(history, second.recall, second.text, 'newer');
    const own = back && recall(history, back.recall, back.text, 'newer');
    expect([back?.text, own?.text]).toEqual(['newest', 'half writ']);
    expect(own && recall(history, own.recall, own.text, 'newer')).toBeNull();
  });

  test('are not offered when they stand there already', () => {
    expect(recall(['a', 'b'], NOT_RECALLING, 'a', 'older')?.text).toBe('b');
    expect(recall([], NOT_RECALLING, '', 'older')).toBeNull();
  });
});
