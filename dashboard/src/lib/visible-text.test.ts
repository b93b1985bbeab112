import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { visibleParts, visibleText } from './visible-text.ts';

test.each([
  ['a\u0000b', 'aNULb'],
  ['\u001b', 'ESC'],
  ['x\u202egnp.exe', 'xRLOgnp.exe'],
  ['\u200b\ufeff', 'ZWSPBOM'],
  ['\u0085', 'U+0085'],
  ['half \ud83d of a pair', 'half U+D83D of a pair'],
  ['a\tb\nc 🙂 é', 'a\tb\nc 🙂 é'],
  ['👩‍👧 🏳️‍🌈', '👩‍👧 🏳️‍🌈'],
  ['pay\u200dpal', 'payZWJpal'],
])('%j is shown as %j', (text, shown) => {
  expect(visibleText(text)).toBe(shown);
});

test('the parts of any text cover it without a gap, and none holds what cannot be seen', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      let at = 0;
      for (const part of visibleParts(text)) {
        expect(part.start).toBe(at);
        if (!part.isSign) expect(part.text).not.toMatch(/[\u0000-\u0008\u202a-\u202e\u2066-\u2069]/);
        if (!part.isSign) expect(part.text).toBe(text.slice(at, at + part.length));
        at += part.length;
      }
      expect(at).toBe(text.length);
    }),
  );
});
