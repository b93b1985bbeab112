/** How long a batch may wait to fill. */
export interface Linger {
  /** Where few messages come, ms: nothing is gained by waiting long. */
  lingerMs: number;
  /** Where many come, ms: the larger the batch, the less each of them costs. Default: the same. */
  busyLingerMs?: number;
}

/** From so many waiting messages on a partition is busy. */
const BUSY_FROM = 64;

/** How long a batch that has so many messages waits in all, ms. */
export function lingerOf({ lingerMs = 0, busyLingerMs = lingerMs }: Partial<Linger>, messages: number): number {
  return messages < BUSY_FROM ? lingerMs : busyLingerMs;
}
