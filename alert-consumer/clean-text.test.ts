import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cleanLine, cutUnits } from './clean-text.ts';

describe('cleanLine', () => {
  test.each([
    ['colours', '\u001b[31mred\u001b[0m alert', 'red alert'],
    ['a window title', '\u001b]0;owned\u0007after', 'after'],
    ['line breaks of every kind', 'a\r\nb\u2028c\u0085d\te', 'a b c d e'],
    ['direction overrides', 'user\u202egnp.exe\u2066', 'usergnp.exe'],
    ['nothing to see', '\u200b\ufeff\u0000\u0007', ''],
    ['half a character', 'a\ud83d', 'a\ufffd'],
    ['a tower of marks', `e${'\u0301'.repeat(500)}`, `e${'\u0301'.repeat(3)}`],
    ['a family emoji', '👩‍👧', '👩‍👧'],
  ])('%s', (_what, text, clean) => {
    expect(cleanLine(text, 100)).toBe(clean);
  });

  test('cuts a huge line quickly and says so', () => {
    const cut = cleanLine('x'.repeat(100_000), 300);
    expect(cut).toHaveLength(300);
    expect(cut.endsWith('…')).toBe(true);
    expect(cleanLine(`${' '.repeat(100_000)}y`, 300)).toBe('…');
  });

  test('is short, one line, well formed and its own clean form for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.integer({ min: 1, max: 80 }), (text, max) => {
        const line = cleanLine(text, max);
        expect(line.length).toBeLessThanOrEqual(max);
        expect(line.isWellFormed()).toBe(true);
        expect(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u2028\u2029]/.test(line)).toBe(false);
      }),
    );
  });
});

test('cutUnits never splits a surrogate pair', () => {
  expect(cutUnits('😀😀😀', 4)).toBe('😀…');
  expect(cutUnits('😀😀', 4)).toBe('😀😀');
  expect(cutUnits('abc', 0)).toBe('');
});
