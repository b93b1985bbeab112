/** Keeps what was used last, up to a number of bytes. */
export interface DecodedCache<T> {
  get(key: string): T | undefined;
  set(key: string, value: T, bytes: number): void;
}

export function createDecodedCache<T>(maxBytes: number): DecodedCache<T> {
  const entries = new Map<string, { value: T; bytes: number }>();
  let total = 0;
  return {
    get(key) {
      const entry = entries.get(key);
      if (!entry) return undefined;
      entries.delete(key);
      entries.set(key, entry);
      return entry.value;
    },
    set(key, value, bytes) {
      const former = entries.get(key);
      if (former) total -= former.bytes;
      entries.delete(key);
      entries.set(key, { value, bytes });
      total += bytes;
      for (const [oldest, entry] of entries) {
        if (total <= maxBytes || oldest === key) break;
        entries.delete(oldest);
        total -= entry.bytes;
      }
    },
  };
}
