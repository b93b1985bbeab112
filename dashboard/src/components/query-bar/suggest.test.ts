import { describe, expect, jest, test } from '@jest/globals';
import { type AskValues, suggestFields, suggestValues } from './suggest.ts';

const facet = (values: Record<string, number>) => ({
  field: 'x',
  values: Object.entries(values).map(([value, count]) => ({ value, count })),
  present: 0,
  coverage: 0,
  cardinality: 0,
});

describe('fields', () => {
  test('that begin with what was typed stand before those that hold it', () => {
    const names = suggestFields('ser', ['user.serial'], {}).map(({ text }) => text);
    expect(names).toEqual(['service', 'user_id', 'user_agent', 'attributes.user.serial']);
  });

  test('are written as a query needs them', () => {
    expect(suggestFields('order', ['order id'], { attribute: 'attribute' })).toEqual([
      { text: 'attributes.order\\ id', detail: 'attribute' },
    ]);
  });
});

describe('values', () => {
  const write = (count: number): string => `${count}`;
  const wanted = (field: string, typed = '', isCompared = false) => ({ field, typed, isCompared });

  test('are the most frequent, and those that the field can have', async () => {
    const ask: AskValues = async () => facet({ error: 7, info: 5 });
    const found = await suggestValues(wanted('level'), ask, write);
    expect(found.slice(0, 3)).toEqual([
      { text: 'error', detail: '7' },
      { text: 'info', detail: '5' },
      { text: 'trace', detail: '0' },
    ]);
    expect((await suggestValues(wanted('level', 'FA'), ask, write)).map(({ text }) => text)).toEqual(['fatal']);
  });

  test('behind a comparison are levels and numbers, from the least to the greatest', async () => {
    const compared = async (field: string, values: Record<string, number>): Promise<string[]> => {
      const found = await suggestValues(wanted(field, '', true), async () => facet(values), write);
      return found.map(({ text, detail }) => `${text} ${detail}`);
    };
    expect(await compared('level', { info: 9, error: 5 })).toEqual([
      'trace 0',
      'debug 0',
      'info 9',
      'warn 0',
      'error 5',
      'fatal 0',
    ]);
    expect(await compared('status_code', { 500: 3, 200: 2, 404: 1 })).toEqual(['200 2', '404 1', '500 3']);
    expect(await compared('attributes.items', { many: 3, 12: 2, 9: 1 })).toEqual(['9 1', '12 2']);
    expect(await compared('category', { Security: 3 })).toEqual([]);
  });

  test.each(['message', 'timestamp', 'response_time', 'id'])('of %s are not asked for', async (field) => {
    const ask = jest.fn<AskValues>();
    expect(await suggestValues(wanted(field), ask, write)).toEqual([]);
    expect(ask).not.toHaveBeenCalled();
  });
});
