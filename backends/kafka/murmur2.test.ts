import { expect, it } from '@jest/globals';
import { partitionOfKey } from './murmur2.ts';

const ALL_BITS = 0x7fffffff;

/** The vectors of Kafka's own test of its clients. */
it.each([
  ['21', -973_932_308],
  ['foobar', -790_332_482],
  ['a-little-bit-long-string', -985_981_536],
  ['a-little-bit-longer-string', -1_486_304_829],
  ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58_897_971],
  ['abc', 479_470_107],
])('puts the key %s where other clients put it', (key, hash) => {
  expect(partitionOfKey(key, ALL_BITS)).toBe(hash & ALL_BITS);
  expect(partitionOfKey(key, 3)).toBe((hash & ALL_BITS) % 3);
});
