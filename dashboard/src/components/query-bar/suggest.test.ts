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

  test('are the most frequent, and those that the field can have', async () => {
    const ask: AskValues = async () => facet({ error: 7, info: 5 });
    const found = await suggestValues('level', '', ask, write);
    expect(found.slice(0, 3)).toEqual([
      { text: 'error', detail: '7' },
      { text: 'info', detail: '5' },
      { text: 'trace', detail: '0' },
    ]);
    expect((await suggestValues('level', 'FA', ask, write)).map(({ text }) => text)).toEqual(['fatal']);
  });

  test.each(['message', 'timestamp', 'response_time', 'id'])('of %s are not asked for', async (field) => {
    const ask = jest.fn<AskValues>();
    expect(await suggestValues(field, '', ask, write)).toEqual([]);
    expect(ask).not.toHaveBeenCalled();
  });
});
