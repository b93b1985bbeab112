import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { rfc5424 } from './rfc5424.ts';

const options = { receivedAt: 0 };
const read = (line: string) => rfc5424.parse(line, options)?.record;

describe('rfc5424', () => {
  it('reads header, structured data and message', () => {
    const line =
      '<11>1 2024-02-29T23:59:59.25-05:00 gate-1 billing 4711 REFUND [meta seq="7" lang="de"][shop@32473 id="A-17"] refund booked';
    expect(read(line)).toEqual({
      timestamp: '2024-03-01T04:59:59.250Z',
      level: 'error',
      host: 'gate-1',
      service: 'billing',
      message: 'refund booked',
      attributes: {
        facility: 1,
        severity: 3,
        pid: '4711',
        msgid: 'REFUND',
        structured_data: { meta: { seq: '7', lang: 'de' }, 'shop@32473': { id: 'A-17' } },
      },
    });
  });

  it('leaves out what is nil', () => {
    expect(read('<13>1 - - - - - -')).toEqual({ level: 'info', message: '', attributes: { facility: 1, severity: 5 } });
  });

  it('keeps every value of a repeated parameter, and data without a message', () => {
    expect(read('<13>1 - - - - - [a ip="1" ip="2" ip="3"]')?.attributes.structured_data).toEqual({
      a: { ip: ['1', '2', '3'] },
    });
  });

  it.each([
    ['elements of one name', (index: number) => `[x a="${index}"]`],
    ['values of one name', (index: number) => (index === 0 ? '[x' : ` a="${index}"${index === 59_999 ? ']' : ''}`)],
  ])('takes no longer for each of 60,000 %s than for one', (_, part) => {
    const began = performance.now();
    const record = read(`<13>1 - h a - - ${Array.from({ length: 60_000 }, (_, index) => part(index)).join('')} m`);
    expect(record?.message).toBe('m');
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  it('takes the byte order mark off the message', () => {
    expect(read('<13>1 - h a - - - \uFEFFGrüße')?.message).toBe('Grüße');
  });

  it.each([
    ['another version', '<13>2 - h a - - - m'],
    ['a missing field', '<13>1 - h a - m'],
    ['an impossible time', '<13>1 2024-02-30T00:00:00Z h a - - - m'],
    ['an open element', '<13>1 - h a - - [x y="z" m'],
    ['an open value', '<13>1 - h a - - [x y="z] m'],
    ['text right behind the data', '<13>1 - h a - - [x y="z"]m'],
  ])('refuses %s', (_, line) => {
    expect(read(line)).toBeUndefined();
  });

  const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_.@-]{0,20}$/).filter((text) => text !== '__proto__');
  const values = fc.dictionary(name, fc.string({ unit: 'grapheme' }), { maxKeys: 4, noNullPrototype: true });
  const elements = fc.dictionary(name, values, { minKeys: 1, maxKeys: 4, noNullPrototype: true });

  it('reads back whatever a sender escapes by the rules', () => {
    fc.assert(
      fc.property(elements, fc.string({ unit: 'grapheme' }), (data, message) => {
        const params = (element: Record<string, string>) =>
          Object.entries(element).map(([key, value]) => ` ${key}="${value.replace(/["\\\]]/g, '\\$&')}"`);
        const written = Object.entries(data).map(([id, element]) => `[${id}${params(element).join('')}]`);
        const record = read(`<13>1 - h a - - ${written.join('')} ${message}`);
        expect(record?.attributes.structured_data).toEqual(data);
        expect(record?.message).toBe(message);
      }),
    );
  });
});
