/** Bound once: in a vm context, such as a test's, looking up a global for each character costs more than all the rest. */
const { imul } = Math;

/** The two halves, unsigned, of what was hashed last: answering with them would make garbage for each token. */
export let high = 0;
export let low = 0;

const finish = (hash: number): number => {
  const mixed = imul(hash ^ (hash >>> 16), 0x85ebca6b);
  const more = imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (more ^ (more >>> 16)) >>> 0;
};

/**
 * Leaves a 64-bit hash of the text's code units (FNV-1a and a multiplicative one, each finished as in MurmurHash3) in {@link high} and
 * {@link low}.
 */
export function hashText(text: string, seed: number): void {
  let left = seed ^ 0x811c9dc5;
  let right = seed + 0x9747b28c;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    left = imul(left ^ unit, 0x01000193);
    right = imul(right ^ unit, 0x5bd1e995);
    right ^= right >>> 15;
  }
  high = finish(left);
  low = finish(right);
}

/** The same, with seed 0, for units whose letters count as lower case; false when one is beyond ASCII and may have a case of its own. */
export function hashAsciiToken(units: Uint16Array, begin: number, end: number): boolean {
  let left = 0x811c9dc5;
  let right = 0x9747b28c;
  for (let at = begin; at < end; at++) {
    let unit = units[at] as number;
    if (unit >= 65 && unit <= 90) unit += 32;
    else if (unit >= 128) return false;
    left = imul(left ^ unit, 0x01000193);
    right = imul(right ^ unit, 0x5bd1e995);
    right ^= right >>> 15;
  }
  high = finish(left);
  low = finish(right);
  return true;
}
