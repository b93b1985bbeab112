/**
 * Whether a text holds any of many patterns, found in one pass. A text begins as if a line break stood before it, so that a
 * pattern may begin with what is no letter. With more states than can be numbered it says yes too often,
 * never no.
 */
export type WordScanner = (
  text: string,
  /** Its UTF-8, where that is at hand: a text of ASCII only is read there, in half the time. */
  bytes?: Uint8Array,
) => boolean;

export interface ScannerPattern {
  /**
   * Characters, `[a-z0-9]` and `[^a-z]` classes, `.`, `\` before a character that is meant as itself, and `?` behind what may be
   * missing (not at the end). A class with a character beyond ASCII in it has all of them.
   */
  source: string;
  ignoreCase?: boolean;
}

/** One place of a pattern: which ASCII characters fit there. All others fit only where `any` does. */
interface Place {
  fits: Uint8Array;
  any: boolean;
  optional: boolean;
  last: boolean;
}

const ASCII = 128;
/** Columns of a state; all characters beyond ASCII share that of 128. */
const WIDTH = 256;
const HIT = 0xffff;
const UNKNOWN = 0xfffe;
const PLACE = /\\(.)|\[([^\]]+)\]|(.)/gs;

function fitsOf(members: string, ignoreCase: boolean): Pick<Place, 'fits' | 'any'> {
  const fits = new Uint8Array(ASCII);
  let any = false;
  for (const [, from = '', to = from] of members.matchAll(/(.)(?:-(.))?/gs)) {
    any ||= to.charCodeAt(0) >= ASCII;
    for (let unit = from.charCodeAt(0); unit <= to.charCodeAt(0) && unit < ASCII; unit++) {
      fits[unit] = 1;
      if (!ignoreCase) continue;
      fits[String.fromCharCode(unit).toLowerCase().charCodeAt(0)] = 1;
      fits[String.fromCharCode(unit).toUpperCase().charCodeAt(0)] = 1;
    }
  }
  return { fits, any };
}

function classOf(members: string, ignoreCase: boolean): Pick<Place, 'fits' | 'any'> {
  if (!members.startsWith('^')) return fitsOf(members, ignoreCase);
  const { fits } = fitsOf(members.slice(1), ignoreCase);
  return { fits: fits.map((fit) => 1 - fit), any: true };
}

function readPlaces({ source, ignoreCase = false }: ScannerPattern): Place[] {
  const places: Place[] = [];
  for (const [, escaped, members, plain] of source.matchAll(PLACE)) {
    const previous = places.at(-1);
    if (plain === '?' && previous) previous.optional = true;
    else if (plain === '.')
      places.push({ fits: new Uint8Array(ASCII).fill(1), any: true, optional: false, last: false });
    else {
      const fitting = members === undefined ? fitsOf(escaped ?? plain ?? '', ignoreCase) : classOf(members, ignoreCase);
      places.push({ ...fitting, optional: false, last: false });
    }
  }
  const end = places.at(-1);
  if (end) end.last = true;
  return places;
}

/**
 * A deterministic automaton over all patterns, made by subset construction (Rabin and Scott 1959), each state when it is
 * first reached. Linear in the text, and a few times faster than one regular expression of alternatives.
 */
export function createWordScanner(patterns: readonly ScannerPattern[]): WordScanner {
  const places: Place[] = [];
  const starts: number[] = [];
  for (const pattern of patterns) {
    const part = readPlaces(pattern);
    if (part[0]?.optional) throw new RangeError('a pattern must begin with what is always there');
    starts.push(places.length);
    places.push(...part);
  }
  /** Where the first places lead for each column, which every state shares. */
  const begun: (number[] | null)[] = [];
  const states = new Map<string, number>();
  const sets: number[][] = [];
  let table = new Uint16Array(64 * WIDTH).fill(UNKNOWN);

  const stateOf = (set: readonly number[]): number => {
    const sorted = [...new Set(set)].sort((a, b) => a - b);
    const key = sorted.join();
    const known = states.get(key);
    if (known !== undefined) return known;
    if (sets.length === UNKNOWN) return HIT;
    const state = sets.push(sorted) - 1;
    states.set(key, state);
    if (sets.length * WIDTH > table.length) {
      const larger = new Uint16Array(table.length * 2).fill(UNKNOWN);
      larger.set(table);
      table = larger;
    }
    return state;
  };
  /** Null when a pattern ends there. */
  const advance = (from: readonly number[], column: number): number[] | null => {
    const next: number[] = [];
    for (const at of from) {
      const place = places[at];
      if (!place || !(column < ASCII ? place.fits[column] : place.any)) continue;
      if (place.last) return null;
      next.push(at + 1);
      for (let after = at + 1; places[after]?.optional; after++) next.push(after + 1);
    }
    return next;
  };
  const step = (state: number, column: number): number => {
    if (begun[column] === undefined) begun[column] = advance(starts, column);
    const first = begun[column];
    const next = first && advance(sets[state] ?? [], column);
    return next ? stateOf([...first, ...next]) : HIT;
  };

  /** The state behind one that has not been left that way before, or left to a hit. */
  const leave = (state: number, column: number): number => {
    const at = state * WIDTH + column;
    if (table[at] === UNKNOWN) {
      const next = step(state, column);
      // not before the step: it may have made the table anew
      table[at] = next;
    }
    return table[at] as number;
  };

  const start = step(stateOf([]), 10);
  const isInText = (text: string): boolean => {
    let state = start;
    for (let index = 0; index < text.length; index++) {
      const unit = text.charCodeAt(index);
      const column = unit < ASCII ? unit : ASCII;
      let next = table[state * WIDTH + column] as number;
      if (next >= UNKNOWN) next = leave(state, column);
      if (next === HIT) return true;
      state = next;
    }
    return false;
  };
  const isInAscii = (bytes: Uint8Array): boolean => {
    let state = start;
    for (let index = 0; index < bytes.length; index++) {
      const column = bytes[index] as number;
      let next = table[state * WIDTH + column] as number;
      if (next >= UNKNOWN) next = leave(state, column);
      if (next === HIT) return true;
      state = next;
    }
    return false;
  };
  // As many bytes as UTF-16 units: then it is ASCII.
  return (text, bytes) => (bytes?.length === text.length ? isInAscii(bytes) : isInText(text));
}
