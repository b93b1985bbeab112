/**
 * Counts different values in bounded space, mergeable: the k smallest hashes seen ("k minimum values", Bar-Yossef et al.,
 * RANDOM 2002; Beyer et al., SIGMOD 2007). Exact below k values, then within about 1/√k of the truth (one standard error).
 */
export interface DistinctSketch {
  add(value: string): void;
  merge(encoded: string): void;
  estimate(): number;
  /** The kept hashes as base64 of doubles: input of {@link DistinctSketch.merge}. */
  encode(): string;
}

const HASH_RANGE = 2 ** 53;
/** Most sketches see few values: the room for all of them is made when it is needed. */
const FIRST_ROOM = 16;

/** 53-bit hash of a text (cyrb53: two mixed 32-bit multiplicative hashes). */
function hash53(text: string): number {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return 4294967296 * (2097151 & low) + (high >>> 0);
}

export function createDistinctSketch(k = 1_024): DistinctSketch {
  // Sorted: finding a place is a binary search and making room one move, with no garbage.
  let kept = new Float64Array(Math.min(FIRST_ROOM, k));
  let size = 0;

  const placeOf = (hash: number): number => {
    let low = 0;
    let high = size;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((kept[middle] as number) < hash) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const grow = (): void => {
    const larger = new Float64Array(Math.min(kept.length * 4, k));
    larger.set(kept);
    kept = larger;
  };
  const keep = (hash: number): void => {
    if (size === k && hash >= (kept[k - 1] as number)) return;
    const place = placeOf(hash);
    if (place < size && kept[place] === hash) return;
    if (size < k) size++;
    if (size > kept.length) grow();
    kept.copyWithin(place + 1, place, size - 1);
    kept[place] = hash;
  };

  return {
    add: (value) => keep(hash53(value)),
    merge(encoded) {
      const bytes = Buffer.from(encoded, 'base64');
      for (let at = 0; at < bytes.length; at += 8) keep(bytes.readDoubleLE(at));
    },
    estimate: () => (size < k ? size : Math.round(((k - 1) * HASH_RANGE) / (kept[k - 1] as number))),
    encode: () => Buffer.from(kept.buffer, 0, size * 8).toString('base64'),
  };
}
