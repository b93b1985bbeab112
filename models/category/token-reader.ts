import { collapseDigits, lexemeTokens, type Shape, UNIT_SHAPES } from './lexeme-tokens.ts';

/** Of a longer message only this many characters count. */
export const MAX_CHARACTERS = 2_000;
const CACHE_LIMIT = 50_000;
const MAX_CACHED_LENGTH = 100;
const UNIT_CODES: Shape[] = ['<duration>', '<size>', '<percent>', '<money>'];

const SEPARATOR = 1;
const DIGIT = 2;
const HEX_LETTER = 4;
const OTHER = 8;
const COLON = 16;
const HYPHEN = 32;

const CLASSES = new Uint8Array(128).fill(SEPARATOR);
const classify = (characters: string, kind: number): void => {
  for (const character of characters) CLASSES[character.charCodeAt(0)] = kind;
};
classify("ghijklmnopqrstuvwyzGHIJKLMNOPQRSTUVWXYZx_.$%+~/@#'", OTHER);
classify('abcdefABCDEF', HEX_LETTER);
classify('0123456789', DIGIT);
classify(':', COLON);
classify('-', HYPHEN);

const HEX_KINDS: [RegExp, Shape][] = [
  [/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i, '<uuid>'],
  [/^(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}$/i, '<mac>'],
  [/^(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}$/i, '<ip>'],
  [/^[0-9a-f]*[a-f][0-9a-f]*$/i, '<hex>'],
];
const STATUS = /^(?:200|201|301|302|304|400|401|403|404|408|429|500|502|503|504)$/;

interface Lexeme {
  ids: Int32Array;
  /** 1 + index in UNIT_CODES of what it makes of a number before it; 0 when it is no unit. */
  unit: number;
}

/** The tokens of one message, in order. The arrays belong to the reader and hold until its next `read`. */
export interface TokenReader {
  /** Number of tokens of `text`. */
  read(text: string): number;
  /** Id of each token; -1 where `idOf` does not know it. */
  readonly ids: Int32Array;
  /** Where in the text the lexeme of each token starts and ends. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

function isTrimmed(code: number): boolean {
  // . : - ' / + ~ # say nothing at the edge of a lexeme, except that a path starts with a slash
  return code === 46 || code === 58 || code === 45 || code === 39 || code === 35;
}

function hexShape(lexeme: string): Shape | undefined {
  for (const [pattern, shape] of HEX_KINDS) if (pattern.test(lexeme)) return shape;
  return undefined;
}

/** Reads messages into token ids; `idOf` gives the id of a token, or -1. It is asked once a lexeme, not once a message. */
export function createTokenReader(idOf: (token: string) => number): TokenReader {
  const ids = new Int32Array(MAX_CHARACTERS + 1);
  const starts = new Int32Array(MAX_CHARACTERS + 1);
  const ends = new Int32Array(MAX_CHARACTERS + 1);
  const known = new Map<string, Lexeme>();
  const numberId = idOf('<num>');
  const unitIds = UNIT_CODES.map((shape) => idOf(shape));
  const statusIds = new Map<string, Int32Array>();
  const shapeIds = new Map(HEX_KINDS.map(([, shape]) => [shape, Int32Array.of(idOf(shape))]));
  const numberIds = Int32Array.of(numberId);
  let count = 0;

  function push(from: Int32Array, start: number, end: number): void {
    for (let i = 0; i < from.length; i += 1) {
      ids[count] = from[i] as number;
      starts[count] = start;
      ends[count] = end;
      count += 1;
    }
  }

  function learn(slice: string): Lexeme {
    // a slice keeps its whole message alive: remember a copy
    const lexeme = ` ${slice}`.slice(1);
    const unitShape = UNIT_SHAPES.get(lexeme.toLowerCase());
    const entry: Lexeme = {
      ids: Int32Array.from(lexemeTokens(lexeme), idOf),
      unit: unitShape === undefined ? 0 : UNIT_CODES.indexOf(unitShape) + 1,
    };
    if (lexeme.length > MAX_CACHED_LENGTH) return entry;
    if (known.size >= CACHE_LIMIT) known.clear();
    known.set(lexeme, entry);
    return entry;
  }

  function pushLexeme(text: string, start: number, end: number, kinds: number): void {
    let lexeme = text.slice(start, end);
    if ((kinds & DIGIT) !== 0 || (kinds & COLON) !== 0) {
      if (kinds === DIGIT) {
        push(end - start === 3 && STATUS.test(lexeme) ? statusId(lexeme) : numberIds, start, end);
        return;
      }
      if (end - start > 3 && lexeme.startsWith('0x')) {
        push(shapeIds.get('<hex>') as Int32Array, start, end);
        return;
      }
      if ((kinds & OTHER) === 0 && (kinds & HEX_LETTER) !== 0 && end - start >= 6) {
        const shape = hexShape(lexeme);
        if (shape !== undefined) {
          push(shapeIds.get(shape) as Int32Array, start, end);
          return;
        }
      }
      lexeme = collapseDigits(lexeme);
    }
    const entry = known.get(lexeme) ?? learn(lexeme);
    if (entry.unit !== 0 && count > 0 && ids[count - 1] === numberId) {
      ids[count - 1] = unitIds[entry.unit - 1] as number;
      ends[count - 1] = end;
      return;
    }
    push(entry.ids, start, end);
  }

  function statusId(status: string): Int32Array {
    const remembered = statusIds.get(status);
    if (remembered !== undefined) return remembered;
    const found = Int32Array.of(idOf(`<http-${status}>`));
    statusIds.set(status, found);
    return found;
  }

  function read(text: string): number {
    count = 0;
    const length = Math.min(text.length, MAX_CHARACTERS);
    let at = 0;
    while (at < length) {
      let code = text.charCodeAt(at);
      if ((code < 128 && CLASSES[code] === SEPARATOR) || isTrimmed(code) || isWideSpace(code)) {
        at += 1;
        continue;
      }
      const start = at;
      let kinds = 0;
      do {
        kinds |= code < 128 ? (CLASSES[code] as number) : OTHER;
        at += 1;
        code = at < length ? text.charCodeAt(at) : 32;
      } while (code < 128 ? CLASSES[code] !== SEPARATOR : !isWideSpace(code));
      let end = at;
      while (isTrimmed(text.charCodeAt(end - 1))) end -= 1;
      pushLexeme(text, start, end, kinds);
    }
    return count;
  }

  return { read, ids, starts, ends };
}

function isWideSpace(code: number): boolean {
  return code === 0xa0 || (code >= 0x2000 && code <= 0x206f) || (code >= 0x3000 && code <= 0x3003) || code === 0xfeff;
}
