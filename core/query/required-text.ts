/** Escapes that stand for one character or for a place, and take no argument. */
const PLAIN_ESCAPES = 'dDwWsSbBAztnrfva';
const HARMLESS_GROUP = /^\(\?(?::|P?<[A-Za-z])/;
/** Letters that have relatives beyond ASCII when case does not count: the long s and the Kelvin sign. */
const HAS_RELATIVES = /[ksKS]/;

/** How far the piece at the beginning of the text reaches, what it must be literally ('' for nothing), or null when it is not understood. */
function readPiece(text: string): { length: number; literal: string } | null {
  const [char = ''] = text;
  if (char === '\\') {
    const next = text[1] ?? '';
    if (PLAIN_ESCAPES.includes(next)) return { length: 2, literal: '' };
    return /[!-/:-@[-`{-~]/.test(next) ? { length: 2, literal: next } : null;
  }
  if (char === '[') {
    const end = /^\[\^?\]?(?:\[:\^?\w+:\]|\\.|[^\]\\])*\]/s.exec(text);
    return end && { length: end[0].length, literal: '' };
  }
  if ('.^$'.includes(char)) return { length: 1, literal: '' };
  return { length: char.length, literal: char };
}

/** Index behind the group that begins here; null when there is something in it that is not understood. */
function skipGroup(source: string, at: number): number | null {
  let index = at;
  for (let depth = 0; index < source.length; ) {
    const char = source[index];
    if (char === '(') {
      if (source[index + 1] === '?' && !HARMLESS_GROUP.test(source.slice(index))) return null;
      depth += 1;
      index += 1;
    } else if (char === ')') {
      depth -= 1;
      index += 1;
      if (depth === 0) return index;
    } else {
      const piece = readPiece(source.slice(index));
      if (!piece) return null;
      index += piece.length;
    }
  }
  return null;
}

const QUANTIFIER = /^(?:[*+?]|\{\d+(?:,\d*)?\})[?+]?/;

/**
 * The longest text that stands in everything the expression finds, in lower case when case does not count; '' when none is
 * known. Looking for it first spares most texts the expression itself.
 */
export function requiredText(source: string, ignoreCase: boolean): string {
  let longest = '';
  let run = '';
  const endRun = (): void => {
    if (run.length > longest.length) longest = run;
    run = '';
  };
  for (let index = 0; index < source.length; ) {
    if (source[index] === '|') return '';
    const behindGroup = source[index] === '(' ? skipGroup(source, index) : undefined;
    if (behindGroup === null) return '';
    const piece =
      behindGroup === undefined ? readPiece(source.slice(index)) : { length: behindGroup - index, literal: '' };
    if (!piece) return '';
    index += piece.length;
    const [quantifier = ''] = QUANTIFIER.exec(source.slice(index)) ?? [];
    index += quantifier.length;
    const isLiteral = piece.literal !== '' && (!ignoreCase || isPlainCase(piece.literal));
    if (isLiteral && (quantifier === '' || quantifier.startsWith('+'))) run += piece.literal;
    else endRun();
    if (quantifier !== '') endRun();
  }
  endRun();
  return ignoreCase ? longest.toLowerCase() : longest;
}

function isPlainCase(char: string): boolean {
  return char < '\u0080' && !HAS_RELATIVES.test(char);
}
