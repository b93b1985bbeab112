import { expect, it } from '@jest/globals';
import { crc32c } from './crc32c.ts';

const sumOf = (bytes: Buffer): number => crc32c(bytes, 0, bytes.length);

it.each([
  ['nothing', Buffer.alloc(0), 0],
  ['the digits of the check value', Buffer.from('123456789'), 0xe3069283],
  ['32 zeros of RFC 3720', Buffer.alloc(32), 0x8a9136aa],
  ['32 ones of RFC 3720', Buffer.alloc(32, 0xff), 0x62a8ab43],
  ['32 ascending bytes of RFC 3720', Buffer.from(Array.from({ length: 32 }, (_, at) => at)), 0x46dd794e],
])('is as specified for %s', (_, bytes, sum) => {
  expect(sumOf(bytes)).toBe(sum);
});

it('takes the part that it is told', () => {
  expect(crc32c(Buffer.from('..123456789....'), 2, 11)).toBe(0xe3069283);
});
