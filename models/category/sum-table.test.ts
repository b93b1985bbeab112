import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { LEVELS } from '../../core/record.ts';
import { loadCategoryModel } from './category-model.ts';
import { createSumTable } from './sum-table.ts';

test('sums are found under their own tokens only', () => {
  const tokens = fc.array(fc.integer({ min: -1, max: 2 }), { maxLength: 70 });
  fc.assert(
    fc.property(fc.array(tokens, { maxLength: 30 }), (all) => {
      const table = createSumTable();
      for (const ids of all) {
        table.keep(Int32Array.from(ids), ids.length, { sums: Float64Array.from(ids), length: ids.length });
        const found = table.find(Int32Array.from([...ids, 7]), ids.length);
        if (ids.length <= 64) expect([...(found?.sums ?? [])]).toEqual(ids);
        else expect(found).toBeUndefined();
      }
      for (const ids of all) {
        const found = table.find(Int32Array.from(ids), ids.length);
        if (found) expect([...found.sums]).toEqual(ids);
      }
    }),
  );
});

test('a log is classified the same whatever was classified before it', () => {
  const words = fc.constantFrom(
    'payment',
    'declined',
    'failed',
    'login',
    '12',
    'ms',
    'user',
    'warehouse',
    'zyx',
    'from',
  );
  const input = fc.record({
    message: fc.array(words, { maxLength: 4 }).map((each) => each.join(' ')),
    level: fc.constantFrom(...LEVELS),
    service: fc.constantFrom('payments', 'auth', 'auth-auth', 'xyz'),
  });
  const remembering = loadCategoryModel();
  const inputs = fc.sample(input, { numRuns: 200, seed: 1 });
  const first = inputs.map((each) => remembering.classify(each));
  expect(inputs.map((each) => remembering.classify(each))).toEqual(first);
  for (const [at, each] of inputs.slice(0, 3).entries()) expect(loadCategoryModel().classify(each)).toEqual(first[at]);
});
