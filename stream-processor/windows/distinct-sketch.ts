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
  const kept = new Set<number>();
  let largest = -1;

  const drop = (): void => {
    kept.delete(largest);
    largest = -1;
    for (const hash of kept) if (hash > largest) largest = hash;
  };
  const keep = (hash: number): void => {
    if (kept.size >= k && hash >= largest) return;
    if (kept.has(hash)) return;
    kept.add(hash);
    if (hash > largest) largest = hash;
    if (kept.size > k) drop();
  };

  return {
    add: (value) => keep(hash53(value)),
    merge(encoded) {
      const bytes = Buffer.from(encoded, 'base64');
      for (let at = 0; at < bytes.length; at += 8) keep(bytes.readDoubleLE(at));
    },
    estimate: () => (kept.size < k ? kept.size : Math.round(((k - 1) * HASH_RANGE) / largest)),
    encode: () => Buffer.from(Float64Array.from(kept).buffer).toString('base64'),
  };
}
