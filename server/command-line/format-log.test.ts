import { describe, expect, it } from '@jest/globals';
import { fieldNames, fieldOf, formatFields, formatLog, pickFields } from './format-log.ts';

const terminal = { paint: (_: string, text: string) => text, isTerminal: false };
const log = {
  timestamp: '2026-11-20T10:00:00.000Z',
  level: 'error',
  service: 'shop',
  message: 'declined',
  status_code: 502,
  category: 'Business',
  attributes: { order: { id: 7 }, 'a.b': 'dotted', list: [1, 2] },
};

describe('formatLog', () => {
  it('has what a person looks for, in one line', () => {
    expect(formatLog(log, terminal)).toBe('2026-11-20T10:00:00.000Z ERROR shop [Business] declined (502)');
  });

  it('writes whatever could steer a terminal as an escape', () => {
    const evil = '\u001b]0;owned\u0007 \u009b31m \u202e a\nb\r';
    expect(formatLog({ service: evil, level: evil, message: evil }, terminal)).not.toMatch(
      /[\u0000-\u001f\u007f-\u009f\u202e]/,
    );
  });
});

describe('a long text', () => {
  const message = 'x'.repeat(800_000);

  it('is cut on a terminal, which is said', () => {
    const shown = formatLog({ message }, { ...terminal, isTerminal: true });
    expect(shown.length).toBeLessThan(4_200);
    expect(shown).toMatch(/x… \[796000 more characters; --json shows them\]$/);
    expect(formatFields({ message }, ['message'], true)).toMatch(/^x{4000}… \[796000 more/);
  });

  it('is whole for a program', () => {
    expect(formatLog({ message }, terminal)).toContain(message);
    expect(formatFields({ message }, ['message'], false)).toBe(message);
  });
});

describe('fields', () => {
  it.each([
    ['service', 'shop'],
    ['attributes.order.id', 7],
    ['order.id', 7],
    ['a.b', 'dotted'],
    ['attributes.a.b', 'dotted'],
    ['nowhere', undefined],
    ['constructor', undefined],
    ['order.__proto__', undefined],
  ])('%s is %j', (name, value) => expect(fieldOf(log, name)).toBe(value));

  it('stand in a row with tabs, objects as JSON', () => {
    expect(formatFields(log, ['service', 'list', 'x'], false)).toBe('shop\t[1,2]\t');
    expect(pickFields(log, ['order.id', 'x'])).toEqual({ 'order.id': 7, x: null });
  });

  it('are named with commas between', () => {
    expect(fieldNames(' service, attributes.a,')).toEqual(['service', 'attributes.a']);
    expect(fieldNames(undefined)).toBeUndefined();
  });

  it.each([
    ['nope', 'nope is no field of a log; did you mean attributes.nope?'],
    ['service,staus_code', 'staus_code is no field of a log; did you mean status_code?'],
  ])('%s is refused', (names, message) => {
    expect(() => fieldNames(names)).toThrow(
      expect.objectContaining({ code: 'invalid_parameter', message: `--fields: ${message}` }),
    );
  });
});
