import { describe, expect, test } from '@jest/globals';
import { describeRange, suggestWider, suggestWithout } from './ways-out.ts';

const NOW = Date.parse('2026-11-26T14:00:00.000Z');
const LAST_HOUR = { q: 'a', from: 'now-1h', to: 'now' };

describe('where nothing was found', () => {
  test('longer times are offered, from the next to the longest', () => {
    expect(suggestWider(LAST_HOUR, NOW).map(({ question }) => question)).toEqual([
      { q: 'a', from: 'now-3h', to: 'now' },
      { q: 'a', from: 'now-24h', to: 'now' },
      { q: 'a', from: 'now-30d', to: 'now' },
    ]);
  });

  test('every longer time holds the one that was asked for', () => {
    const old = { q: '', from: '2026-11-20T00:00:00Z', to: '2026-11-20T01:00:00Z' };
    expect(suggestWider(old, NOW).map(({ name }) => name)).toEqual(['last 7 days', 'last 30 days']);
  });

  test('each part can be dropped', () => {
    const ways = suggestWithout({ ...LAST_HOUR, q: 'level:fatal "no such" host:a' });
    expect(ways.map(({ question }) => question.q)).toEqual([
      '"no such" host:a',
      'level:fatal host:a',
      'level:fatal "no such"',
      '',
    ]);
  });

  test('a query of one part, or of alternatives, can be dropped as a whole', () => {
    for (const q of ['a', 'a OR b'])
      expect(suggestWithout({ ...LAST_HOUR, q }).map((way) => way.question.q)).toEqual(['']);
    expect(suggestWithout({ ...LAST_HOUR, q: '' })).toEqual([]);
  });

  test('the range is told in words', () => {
    expect(describeRange(LAST_HOUR, 'UTC')).toBe('last 1 hour');
    expect(describeRange({ from: '2026-11-20T00:00:00Z', to: 'now' }, 'UTC')).toBe('2026-11-20 00:00:00 – now');
  });
});
