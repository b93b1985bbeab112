import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RE2JS } from 're2js';
import { requiredText } from './required-text.ts';

describe('the text that a regular expression cannot do without', () => {
  it.each([
    ['pool of \\w+ exhausted: 99', ' exhausted: 99'],
    ['time(d )?out', 'time'],
    ['(?:GET|POST) /api/v1', ' /api/v1'],
    ['a\\.b\\[c', 'a.b[c'],
    ['abc?d', 'ab'],
    ['ab+cd', 'ab'],
    ['ab{0,3}cde', 'cde'],
    ['[x-z]]yes', ']yes'],
    ['one|two', ''],
    ['a{*?|a{2}b', ''],
    ['a{b}c', 'a{b}c'],
    ['(?i)abc', ''],
    ['\\x41bc', ''],
    ['\\pLabc', ''],
    ['\\Qa|b\\E', ''],
    ['', ''],
  ])('of %s is "%s"', (source, text) => {
    expect(requiredText(source, false)).toBe(text);
  });

  it('leaves letters with relatives beyond ASCII out when case does not count', () => {
    expect(requiredText('Disk Failed', true)).toBe(' failed');
    expect('DI\u017fK FAILED'.toLowerCase()).toContain(requiredText('disk failed', true));
  });

  it('stands in every text that the expression finds', () => {
    const piece = fc.constantFrom(
      ...[
        'a',
        'b',
        'k',
        'S',
        '\u00e9',
        '\ud83d\ude00',
        '.',
        '\\.',
        '\\d',
        '\\b',
        '[ab]',
        '[^a]',
        '[]a]',
        '(a|b)',
        '(ab)',
        '(?:b)',
      ],
      ...['*', '+', '?', '{2}', '{0,1}', '*?', '|', '^', '$', '(', ')', '(?i)', '\\x61', '{', '}', ']', '\\Q', '-'],
    );
    const source = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
    const word = fc.constantFrom(
      'a',
      'A',
      'b',
      'k',
      '\u212a',
      's',
      '\u017f',
      '\u00e9',
      '\u00c9',
      '\ud83d\ude00',
      '.',
      '1',
      ' ',
      '{',
      '}',
      ']',
      '-',
    );
    const text = fc.array(word, { maxLength: 12 }).map((words) => words.join(''));
    fc.assert(
      fc.property(source, fc.array(text, { maxLength: 10 }), fc.boolean(), (expression, texts, ignoreCase) => {
        const regex = compile(expression, ignoreCase);
        const required = requiredText(expression, ignoreCase);
        for (const each of texts) {
          if (regex?.test(each)) expect(ignoreCase ? each.toLowerCase() : each).toContain(required);
        }
      }),
      { numRuns: 10_000 },
    );
  });
});

function compile(source: string, ignoreCase: boolean): RE2JS | null {
  try {
    return RE2JS.compile(source, ignoreCase ? RE2JS.CASE_INSENSITIVE : 0);
  } catch {
    return null;
  }
}
