import { describe, expect, test } from '@jest/globals';
import { matches } from '../../../core/query/matches.ts';
import { parseQuery } from '../../../core/query/parse.ts';
import { chooseRange, type NumberRange, OPEN_RANGE, readRange, withoutRange } from './query-range.ts';

const range = (from: number | null, to: number | null): NumberRange => ({ from, to });

describe('the range of a field', () => {
  test.each<[string, NumberRange]>([
    ['status_code:[400 TO 499]', range(400, 499)],
    ['timeout status_code:>=500', range(500, null)],
    ['status_code:<500 status_code:>200', range(200, 500)],
    ['status_code:[* TO 499}', range(null, 499)],
    ['status_code:[-5 TO 1e3]', range(-5, 1_000)],
    ['-status_code:>=500', OPEN_RANGE],
    ['status_code:500', OPEN_RANGE],
    ['status_code:[a TO b]', OPEN_RANGE],
    ['response_time:>=500', OPEN_RANGE],
    ['status_code:>=500 OR timeout', OPEN_RANGE],
  ])('%s', (query, expected) => expect(readRange(query, 'status_code')).toEqual(expected));

  test('is taken out of a query, and nothing else is', () => {
    expect(withoutRange('a status_code:>=500  response_time:>1', 'status_code')).toBe('a response_time:>1');
    expect(withoutRange('a  b', 'status_code')).toBe('a  b');
  });

  test('is put into a query in place of what it said about the field', () => {
    expect(chooseRange('timeout status_code:500', 'status_code', range(400, 499))).toBe(
      'timeout status_code:[400 TO 499]',
    );
    expect(chooseRange('status_code:>=500', 'status_code', range(null, 499))).toBe('status_code:<=499');
    expect(chooseRange('status_code:>=500 a', 'status_code', OPEN_RANGE)).toBe('a');
    expect(chooseRange('a OR b', 'status_code', range(500, null))).toBe('(a OR b) status_code:>=500');
    expect(chooseRange('', 'attributes.order total', range(7, 7))).toBe('attributes.order\\ total:7');
  });

  test.each([range(-20, -5), range(-1.5, 2e21), range(null, -3), range(-7, -7)])('is understood: %j', (wanted) => {
    const query = chooseRange('', 'response_time', wanted);
    const isFound = (value: number): boolean =>
      matches({ response_time: value, attributes: {} } as never, parseQuery(query));
    const inside = wanted.from ?? wanted.to ?? 0;
    expect(isFound(inside)).toBe(true);
    expect(isFound(inside - 1)).toBe(wanted.from === null);
  });
});
