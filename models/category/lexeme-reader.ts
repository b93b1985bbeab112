import { COLON, DIGIT, HEX_LETTER, OTHER } from './characters.ts';
import { collapseDigits, lexemeTokens, type Shape, UNIT_SHAPES } from './lexeme-tokens.ts';

/** Shapes that digits alone cannot tell, read before the digits are collapsed. */
const HEX_SHAPES: [RegExp, Shape][] = [
  [/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i, '<uuid>'],
  [/^(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}$/i, '<mac>'],
  [/^(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}$/i, '<ip>'],
  [/^(?=.*[a-f])[0-9a-f]+$/i, '<hex>'],
];
const STATUSES = [200, 201, 301, 302, 304, 400, 401, 403, 404, 408, 429, 500, 502, 503, 504];

/** What lies between two separators. */
export interface Lexeme {
  /** Its tokens. */
  ids: Int32Array;
  /** The token that a number before it becomes when this is a unit; NOT_A_UNIT otherwise. */
  unitId: number;
}

export const NOT_A_UNIT = -2;

/** What the text of a lexeme says, given the kinds of its characters. */
export type LexemeReader = (text: string, kinds: number) => Lexeme;

/** Whether two lexemes of these kinds that differ only in their digits may be read differently; those that begin with `0x` always may. */
export function variesWithDigits(kinds: number): boolean {
  return kinds === DIGIT || ((kinds & OTHER) === 0 && (kinds & HEX_LETTER) !== 0 && (kinds & (DIGIT | COLON)) !== 0);
}

/** Slow for words, which are looked at from many sides: who reads many should remember them. */
export function createLexemeReader(idOf: (token: string) => number): LexemeReader {
  const shape = (name: string): Lexeme => ({ ids: Int32Array.of(idOf(name)), unitId: NOT_A_UNIT });
  const number = shape('<num>');
  const hex = shape('<hex>');
  const hexShapes = HEX_SHAPES.map(([pattern, name]): [RegExp, Lexeme] => [pattern, shape(name)]);
  const statuses = new Map(STATUSES.map((status) => [String(status), shape(`<http-${status}>`)]));

  function hexLexeme(text: string, kinds: number): Lexeme | undefined {
    if (text.length > 3 && text.startsWith('0x')) return hex;
    if ((kinds & OTHER) !== 0 || (kinds & HEX_LETTER) === 0 || text.length < 6) return undefined;
    if (kinds === (DIGIT | HEX_LETTER)) return hex;
    for (const [pattern, lexeme] of hexShapes) if (pattern.test(text)) return lexeme;
    return undefined;
  }

  function wordLexeme(text: string): Lexeme {
    const unit = UNIT_SHAPES.get(text.toLowerCase());
    return {
      ids: Int32Array.from(lexemeTokens(text), idOf),
      unitId: unit === undefined ? NOT_A_UNIT : idOf(unit),
    };
  }

  return (text, kinds) => {
    if ((kinds & (DIGIT | COLON)) === 0) return wordLexeme(text);
    if (kinds === DIGIT) return (text.length === 3 && statuses.get(text)) || number;
    return hexLexeme(text, kinds) ?? wordLexeme(collapseDigits(text));
  };
}
