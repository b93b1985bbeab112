import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Partitioners } from 'kafkajs';
import { partitionOfKey } from './murmur2.ts';

const PARTITIONS = 7;
const partitionMetadata = Array.from({ length: PARTITIONS }, (_, partitionId) => ({
  partitionId,
  partitionErrorCode: 0,
  leader: 1,
  replicas: [1],
  isr: [1],
}));

it('puts every key where other clients put it', () => {
  const partitioner = Partitioners.DefaultPartitioner();
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (key) => {
      const expected = partitioner({ topic: 't', partitionMetadata, message: { key, value: null } });
      expect(partitionOfKey(key, PARTITIONS)).toBe(key === '' ? partitionOfKey('', PARTITIONS) : expected);
    }),
    { numRuns: 50 },
  );
});
