import { COLON, DIGIT, HEX_LETTER, OTHER } from './characters.ts';
import { collapseDigits, lexemeTokens, type Shape, UNIT_SHAPES } from './lexeme-tokens.ts';

const CACHE_LIMIT = 50_000;
const MAX_CACHED_LENGTH = 100;

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

export type LexemeCache = (text: string, kinds: number) => Lexeme;

/** Looks lexemes up by their text and the kinds of its characters; each is analysed once and then remembered, within bounds. */
export function createLexemeCache(idOf: (token: string) => number): LexemeCache {
  const known = new Map<string, Lexeme>();
  const shape = (name: string): Lexeme => ({ ids: Int32Array.of(idOf(name)), unitId: NOT_A_UNIT });
  const number = shape('<num>');
  const hex = shape('<hex>');
  const hexShapes = HEX_SHAPES.map(([pattern, name]): [RegExp, Lexeme] => [pattern, shape(name)]);
  const statuses = new Map(STATUSES.map((status) => [String(status), shape(`<http-${status}>`)]));

  function learn(lexeme: string): Lexeme {
    // a slice keeps its whole message alive: remember a copy
    const copy = ` ${lexeme}`.slice(1);
    const unit = UNIT_SHAPES.get(copy.toLowerCase());
    const learnt: Lexeme = {
      ids: Int32Array.from(lexemeTokens(copy), idOf),
      unitId: unit === undefined ? NOT_A_UNIT : idOf(unit),
    };
    if (copy.length > MAX_CACHED_LENGTH) return learnt;
    if (known.size >= CACHE_LIMIT) known.clear();
    known.set(copy, learnt);
    return learnt;
  }

  function hexLexeme(text: string, kinds: number): Lexeme | undefined {
    if (text.length > 3 && text.startsWith('0x')) return hex;
    if ((kinds & OTHER) !== 0 || (kinds & HEX_LETTER) === 0 || text.length < 6) return undefined;
    for (const [pattern, lexeme] of hexShapes) if (pattern.test(text)) return lexeme;
    return undefined;
  }

  return (text, kinds) => {
    if ((kinds & (DIGIT | COLON)) === 0) return known.get(text) ?? learn(text);
    if (kinds === DIGIT) return (text.length === 3 && statuses.get(text)) || number;
    const found = hexLexeme(text, kinds);
    if (found !== undefined) return found;
    const collapsed = collapseDigits(text);
    return known.get(collapsed) ?? learn(collapsed);
  };
}
