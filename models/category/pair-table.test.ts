import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createPairTable } from './pair-table.ts';

test('finds every pair it was given, and no other', () => {
  const pair = fc.tuple(fc.nat(2_000), fc.nat(2_000));
  fc.assert(
    fc.property(fc.uniqueArray(pair, { selector: String, maxLength: 200 }), fc.array(pair), (pairs, others) => {
      const table = createPairTable(Int32Array.from(pairs.flat()), 7);
      const features = new Map(pairs.map((one, i) => [String(one), 7 + i]));
      for (const [first, second] of [...pairs, ...others]) {
        expect(table.find(first, second)).toBe(features.get(`${first},${second}`) ?? -1);
      }
    }),
  );
});
