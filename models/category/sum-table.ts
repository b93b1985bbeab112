/** A power of two: a hash finds its slot by its lowest bits. */
const SLOTS = 2 ** 14;
const MAX_TOKENS = 64;

/** What the features of a message come to, before its level and its service are added. */
export interface MessageSums {
  /** By category. */
  readonly sums: Float64Array;
  /** Of the row, as its norm adds it up. */
  readonly length: number;
}

/** Sums of messages by their tokens: most messages are one of few sentences. Within bounds; what is new may take the place of another. */
export interface SumTable {
  /** What was kept for the tokens `ids[0 … count - 1]`. */
  find(ids: Int32Array, count: number): MessageSums | undefined;
  keep(ids: Int32Array, count: number, sums: MessageSums): void;
}

function hashTokens(ids: Int32Array, count: number): number {
  let hash = count;
  for (let i = 0; i < count; i += 1) {
    hash = Math.imul(hash ^ (ids[i] as number), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash;
}

export function createSumTable(): SumTable {
  const kept: ({ ids: Int32Array; sums: MessageSums } | undefined)[] = new Array(SLOTS).fill(undefined);

  function find(ids: Int32Array, count: number): MessageSums | undefined {
    if (count > MAX_TOKENS) return undefined;
    const entry = kept[hashTokens(ids, count) & (SLOTS - 1)];
    if (entry === undefined || entry.ids.length !== count) return undefined;
    for (let i = 0; i < count; i += 1) if (entry.ids[i] !== ids[i]) return undefined;
    return entry.sums;
  }

  function keep(ids: Int32Array, count: number, sums: MessageSums): void {
    if (count > MAX_TOKENS) return;
    kept[hashTokens(ids, count) & (SLOTS - 1)] = { ids: ids.slice(0, count), sums };
  }

  return { find, keep };
}
