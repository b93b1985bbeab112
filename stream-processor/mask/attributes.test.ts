import { describe, expect, it } from '@jest/globals';
import type { Attributes, AttributeValue } from '../../core/record.ts';
import { DEFAULT_KINDS } from './detectors.ts';
import { createMasker } from './mask.ts';

function masked(attributes: Attributes, kinds: readonly string[] = DEFAULT_KINDS): Attributes {
  const event = { timestamp: '2026-11-21T00:00:00.000Z', level: 'info', service: 'shop', message: '' } as const;
  const own = { ...event, attributes: structuredClone(attributes) };
  createMasker({ kinds }, () => {}).event(own);
  return own.attributes;
}

const HIDDEN: [name: string, from: AttributeValue, to: AttributeValue][] = [
  ['password', 'hunter2', '[password]'],
  ['password', 12345678, '[password]'],
  ['dbPassword', 'x', '[password]'],
  ['password_confirmation', 'x', '[password]'],
  ['passwords', ['a1', 'b2'], ['[password]', '[password]']],
  [
    'secret',
    { a: 'x1', b: [1, { c: 'y' }], on: true },
    { a: '[password]', b: ['[password]', { c: '[password]' }], on: true },
  ],
  ['secretAccessKey', 'wJalrXUtnFEMI', '[password]'],
  ['X-Api-Key', 'x', '[password]'],
  ['http.request.header.authorization', ['Bearer x'], ['[password]']],
  ['cookie', 'sid=abc; theme=dark', 'sid=[password]; theme=[password]'],
  ['set-cookie', ['sid=abc; Path=/; HttpOnly'], ['sid=[password]; Path=/; HttpOnly']],
  ['Cookie', 'abc', '[password]'],
  ['cookies', { sid: 'abc' }, { sid: '[password]' }],
];

const KEPT: [name: string, value: AttributeValue][] = [
  ['tokens', 1523],
  ['usage', { prompt_tokens: 12, completion_tokens: 40 }],
  ['password', null],
  ['password', ''],
  ['token', false],
  ['token', 'expired'],
  ['password_length', 12],
  ['secretName', 'db-auth'],
  ['pass', 12],
  ['env', { PWD: '/home/app' }],
  ['errors', { password: ['is required', 'must not be empty'] }],
  ['headers', [{ name: 'Accept', value: '*/*' }]],
];

describe('masking of attributes', () => {
  it.each(HIDDEN)('hides what stands under %s: %j', (name, from, to) => {
    expect(masked({ [name]: from })).toEqual({ [name]: to });
  });

  it.each(KEPT)('keeps what stands under %s: %j', (name, value) => {
    expect(masked({ [name]: value })).toEqual({ [name]: value });
  });

  it.each([
    ['name', 'value'],
    ['key', 'value'],
    ['Name', 'Value'],
  ])('takes the name that an object gives to its value: %s and %s', (name, value) => {
    const header = { [name]: 'Authorization', [value]: 'abcd' };
    expect(masked({ headers: [header] })).toEqual({ headers: [{ ...header, [value]: '[password]' }] });
  });

  it('still masks what stands in a value that is no secret itself', () => {
    expect(masked({ PWD: '/home/jo@example.com' })).toEqual({ PWD: '/home/[email]' });
  });

  it('leaves names out of it when the kind password is off', () => {
    expect(masked({ password: 'hunter2' }, ['email'])).toEqual({ password: 'hunter2' });
  });

  it.each(HIDDEN)('is never kept from it by the cheap first look: %s: %j', (name, from) => {
    const masker = createMasker({ kinds: DEFAULT_KINDS }, () => {});
    expect(masker.isSurelyClean(JSON.stringify({ message: '', [name]: from }))).toBe(false);
  });
});
