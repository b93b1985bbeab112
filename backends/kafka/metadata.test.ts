import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { epochOf } from './metadata.ts';

it('makes a short word of the id of a topic, another for another id', () => {
  const id = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Buffer.from(bytes));
  fc.assert(fc.property(id, (bytes) => expect(epochOf(bytes)).toMatch(/^[a-z0-9]{1,16}$/)));
  const one = Buffer.from('5b3f0d8a4c1e4b6f9a7d2c3e4f5a6b7c', 'hex');
  const other = Buffer.from('5b3f0d8a4c1e4b6f9a7d2c3e4f5a6b7d', 'hex');
  expect(epochOf(one)).not.toBe(epochOf(other));
});
