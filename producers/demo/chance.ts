/** Choices that look random and are the same for the same seed. */
export interface Chance {
  /** 0 ≤ x < 1. */
  next(): number;
  /** Whole, 0 ≤ n < limit. */
  below(limit: number): number;
  /** True so often, 0–1. */
  hits(share: number): boolean;
  /** @throws RangeError of an empty list. */
  pick<T>(items: readonly T[]): T;
}

/** By Tommy Ettinger's mulberry32. */
export function createChance(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    next,
    below,
    hits: (share) => next() < share,
    pick(items) {
      const item = items[below(items.length)];
      if (item === undefined) throw new RangeError('nothing to pick from');
      return item;
    },
  };
}
