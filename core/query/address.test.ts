import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addressKeys, blockKeys, compileBlock } from './address.ts';

const ipv4 = fc.ipV4();
const ipv6 = fc.oneof(
  fc.ipV6(),
  ipv4.map((text) => `::ffff:${text}`),
);
const text = fc.oneof(ipv4, ipv6, fc.constantFrom('', 'unknown', '010.001.2.3', 'fe80::1%eth0', '1.2.3', '::'));

test('an address lies in a block exactly when one of its keys lies between the keys of the block', () => {
  const block = fc.oneof(
    fc.tuple(ipv4, fc.nat({ max: 32 })).map(([base, bits]) => `${base}/${bits}`),
    fc.tuple(ipv6, fc.nat({ max: 128 })).map(([base, bits]) => `${base}/${bits}`),
  );
  fc.assert(
    fc.property(text, block, (address, of) => {
      const keys = blockKeys(of);
      const isInside = addressKeys(address).some((key) => keys && key >= keys.first && key <= keys.last);
      expect(isInside).toBe(compileBlock(of)?.(address) ?? false);
    }),
    { numRuns: 2_000 },
  );
});

test('what is no block has no keys', () => {
  for (const block of ['10.0.0.0', '10.0.0.0/33', 'x/8', '::/129']) expect(blockKeys(block)).toBeNull();
});
