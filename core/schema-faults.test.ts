import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { checkValue, wordFault } from './schema-faults.ts';

const schema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(10).default(5),
  name: z.string().min(1).max(3),
  kind: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('count'), share: z.number().gt(0).lt(1) }),
    z.strictObject({ type: z.literal('rate') }),
  ]),
  level: z.enum(['low', 'high']).default('low'),
  tags: z.array(z.string()).max(1).default([]),
  extra: z.record(z.string(), z.unknown()).default({}),
  on: z.boolean().default(true),
});
const right = { name: 'a', kind: { type: 'rate' } };

test.each<[object, string[]]>([
  [{ limit: 'abc' }, ['limit: must be a number']],
  [{ limit: '1.5' }, ['limit: must be a whole number']],
  [{ limit: '0' }, ['limit: must be at least 1']],
  [{ limit: '11' }, ['limit: must be at most 10']],
  [{ name: undefined }, ['name: is missing']],
  [{ name: 5 }, ['name: must be text']],
  [{ name: '' }, ['name: must not be empty']],
  [{ name: 'abcd' }, ['name: must have at most 3 characters']],
  [{ kind: undefined }, ['kind: is missing']],
  [{ kind: 3 }, ['kind: must be an object']],
  [{ kind: {} }, ['kind.type: is missing']],
  [{ kind: { type: 'x' } }, ['kind.type: must be one of count, rate']],
  [{ kind: { type: 'count', share: 1 } }, ['kind.share: must be less than 1']],
  [{ kind: { type: 'count', share: 0 } }, ['kind.share: must be more than 0']],
  [{ level: 'loud' }, ['level: must be one of low, high']],
  [{ tags: 'a' }, ['tags: must be a list']],
  [{ tags: ['a', 'b'] }, ['tags: must have at most 1 entries']],
  [{ extra: [] }, ['extra: must be an object']],
  [{ on: 'yes' }, ['on: must be true or false']],
  [{ colour: 'red', limt: 1 }, ['colour: not known here', 'limt: not known here; did you mean limit?']],
])('%j', (change, told) => {
  const checked = checkValue(schema, { ...right, ...change });
  expect('faults' in checked && checked.faults.map(wordFault)).toEqual(told);
});

test('all that is wrong is told, in the order of the schema', () => {
  const checked = checkValue(schema, { limit: 'x', level: 'y' });
  const told = 'faults' in checked ? checked.faults.map(({ path }) => path.join('.')) : [];
  expect(told).toEqual(['limit', 'name', 'kind', 'level']);
});

test('a value that is right is given as the schema converts it', () => {
  expect(checkValue(schema, { ...right, limit: '7' })).toMatchObject({ data: { limit: 7, level: 'low' } });
});
