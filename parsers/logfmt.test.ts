import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { logfmt } from './logfmt.ts';

const read = (line: string) => logfmt.parse(line, { receivedAt: 0 })?.record;

describe('logfmt', () => {
  it('gives known names their place and keeps the others', () => {
    expect(
      read(
        'time="2024-05-01T10:11:12Z" level=warning msg="slow \\"join\\"" duration=1.5s method=GET path=/q status=200 rows=17 empty= dry_run',
      ),
    ).toEqual({
      timestamp: '2024-05-01T10:11:12.000Z',
      level: 'warn',
      message: 'slow "join"',
      method: 'GET',
      endpoint: '/q',
      status_code: 200,
      response_time: 1_500,
      attributes: { rows: '17', empty: '', dry_run: true },
    });
  });

  it.each([
    ['prose', 'set x=1 and then y=2 in the file'],
    ['one pair of no known name', 'a=b'],
    ['code', 'if (a == b) { c = d }'],
    ['an open quote', 'level=info msg="never ends'],
    ['a URL', 'https://example.com/?a=1&b=2'],
  ])('refuses %s', (_, line) => {
    expect(read(line)).toBeUndefined();
  });

  const key = fc.stringMatching(/^x[a-z_.]{1,10}$/);

  it('reads back whatever a writer quotes', () => {
    fc.assert(
      fc.property(
        fc.dictionary(key, fc.string({ unit: 'grapheme' }), { minKeys: 2, noNullPrototype: true }),
        (fields) => {
          const line = Object.entries(fields).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
          expect(read(line.join(' '))?.attributes).toEqual(fields);
        },
      ),
    );
  });
});
