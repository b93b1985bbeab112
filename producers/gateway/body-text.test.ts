import { describe, expect, it } from '@jest/globals';
import type { BodyEncoding } from './body-kind.ts';
import { decodeBody, encodingOf } from './body-text.ts';

const little = (text: string) => Buffer.from(text, 'utf16le');
const big = (text: string) => little(text).swap16();
const read = (body: Buffer, said?: BodyEncoding) => decodeBody(body, encodingOf(body, said));

describe('the text of a body', () => {
  it.each([
    ['UTF-8', Buffer.from('Grüße\n'), undefined],
    ['UTF-8 with a mark', Buffer.from('\uFEFFGrüße\n'), undefined],
    ['UTF-16 with a mark', little('\uFEFFGrüße\n'), undefined],
    ['UTF-16 with a mark, big end first', big('\uFEFFGrüße\n'), undefined],
    ['UTF-16 without a mark', little('Grüße\n'), undefined],
    ['UTF-16 without a mark, big end first', big('Grüße\n'), undefined],
    ['UTF-16 that is said to be UTF-8', little('\uFEFFGrüße\n'), 'utf-8' as const],
    ['UTF-16 by name', little('Grüße\n'), 'utf-16le' as const],
    ['UTF-16 by name, big end first', big('Grüße\n'), 'utf-16be' as const],
    ['Latin-1', Buffer.from('Grüße\n', 'latin1'), 'windows-1252' as const],
  ])('is read from %s', (_, body, said) => {
    expect(read(body, said)).toBe('Grüße\n');
  });

  it('has what only Windows puts into Latin-1', () => {
    expect(read(Buffer.from([0x80, 0x93, 0x94]), 'windows-1252')).toBe('€“”');
  });

  it.each([
    ['a zero inside UTF-8', Buffer.from('a\u0000b and more text')],
    ['zeros alone', Buffer.alloc(64)],
    ['one byte', Buffer.from('a')],
    ['nothing', Buffer.alloc(0)],
  ])('stays UTF-8 with %s', (_, body) => {
    expect(encodingOf(body, undefined)).toBe('utf-8');
  });

  it('is read to its end where half a character is left', () => {
    expect(read(Buffer.concat([little('\uFEFFab'), Buffer.from([0x63])]))).toBe('ab\uFFFD');
  });
});
