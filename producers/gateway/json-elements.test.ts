import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { elementsOf } from './json-elements.ts';

describe('the elements of a JSON array', () => {
  it.each([
    ['[]', []],
    [' [ ] ', []],
    ['[1]', ['1']],
    ['[ {"a": [1, 2]} ,\n"b,]" ]\n', ['{"a": [1, 2]}', '"b,]"']],
    ['["\\"",["\\\\"],{"\\\\\\"]":0}]', ['"\\""', '["\\\\"]', '{"\\\\\\"]":0}']],
    // not read, so not found to be wrong
    ['[nonsense,1]', ['nonsense', '1']],
  ])('of %s are cut as they were written', (text, elements) => {
    expect(elementsOf(text)).toEqual(elements);
  });

  it.each([
    '',
    '{}',
    '7',
    '[',
    '[1',
    '[1,]',
    '[,1]',
    '[1,,2]',
    '[1]]',
    '[1] 2',
    '[1}',
    '["]',
    '[{"a":"b}]',
    '\u00a0[1]',
  ])('are none where there is no whole array: %s', (text) => {
    expect(elementsOf(text)).toBeNull();
  });

  it('are what JSON.parse finds, and JSON exactly where the whole is', () => {
    const change = fc.record({
      at: fc.nat(),
      cut: fc.nat(2),
      put: fc.constantFrom('', '"', '\\', ',', '[', ']', '{', '}', ' '),
    });
    fc.assert(
      fc.property(
        fc.array(fc.jsonValue()),
        fc.constantFrom(0, 1, '\t'),
        fc.option(change),
        (value, indent, changed) => {
          const whole = JSON.stringify(value, null, indent);
          const at = changed ? changed.at % whole.length : 0;
          const text = changed ? whole.slice(0, at) + changed.put + whole.slice(at + changed.cut) : whole;
          const read = (): unknown => elementsOf(text)?.map((element) => JSON.parse(element)) ?? null;
          let expected: unknown;
          try {
            expected = JSON.parse(text);
          } catch {
            const isRefused = (): boolean => {
              try {
                return read() === null;
              } catch {
                return true;
              }
            };
            expect(isRefused()).toBe(true);
            return;
          }
          expect(read()).toEqual(Array.isArray(expected) ? expected : null);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
