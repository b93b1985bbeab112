import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Lexeme } from './lexeme-reader.ts';
import { createLexemeTable } from './lexeme-table.ts';

test('a lexeme is found under its own text only, also where many share a hash', () => {
  const entry = fc.record({ text: fc.string({ minLength: 1, maxLength: 3 }), hash: fc.integer({ min: 0, max: 3 }) });
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 40 }), (entries) => {
      const table = createLexemeTable();
      const textOf = new Map<Lexeme, string>();
      const unitsOf = (text: string) => Uint16Array.from({ length: 10 }, (_, at) => text.charCodeAt(at) || 0);
      for (const { text, hash } of entries) {
        const found = table.find(unitsOf(text), text.length, hash);
        if (found) {
          expect(textOf.get(found)).toBe(text);
          continue;
        }
        const lexeme = { ids: new Int32Array(0), unitId: 0 };
        textOf.set(lexeme, text);
        table.keep(unitsOf(text), text.length, hash, lexeme);
        expect(table.find(unitsOf(text), text.length, hash)).toBe(lexeme);
      }
    }),
  );
});
