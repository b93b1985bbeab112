const EMPTY = -1;

/** Finds the feature of two neighbouring tokens. Open addressing in typed arrays: a look-up makes no garbage. */
export interface PairTable {
  /** The feature of `first` followed by `second`, or -1. */
  find(first: number, second: number): number;
}

/** Pair i is (`pairs[2i]`, `pairs[2i + 1]`) and has the feature `firstFeature + i`. Pairs must differ. */
export function createPairTable(pairs: Int32Array, firstFeature: number): PairTable {
  const count = pairs.length / 2;
  let size = 16;
  while (size < count * 2) size *= 2;
  const mask = size - 1;
  const slots = new Int32Array(size * 3).fill(EMPTY);

  for (let i = 0; i < count; i += 1) {
    const first = pairs[2 * i] as number;
    const second = pairs[2 * i + 1] as number;
    let slot = hashPair(first, second) & mask;
    while (slots[slot * 3 + 2] !== EMPTY) slot = (slot + 1) & mask;
    slots[slot * 3] = first;
    slots[slot * 3 + 1] = second;
    slots[slot * 3 + 2] = firstFeature + i;
  }

  function find(first: number, second: number): number {
    let slot = hashPair(first, second) & mask;
    for (;;) {
      const feature = slots[slot * 3 + 2] as number;
      if (feature === EMPTY) return -1;
      if (slots[slot * 3] === first && slots[slot * 3 + 1] === second) return feature;
      slot = (slot + 1) & mask;
    }
  }

  return { find };
}

function hashPair(first: number, second: number): number {
  // the finaliser of MurmurHash3 (Appleby, public domain) over both ids
  let hash = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 16), 0xc2b2ae35);
  return hash ^ (hash >>> 15);
}
