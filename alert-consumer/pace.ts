/** At most `count` messages in any span of `perMs`. */
export interface RateLimit {
  count: number;
  perMs: number;
}

/** What a channel may know of its own limits; beside `Channel`, for those that have any. */
export interface ChannelLimits {
  /** All of them hold at once. */
  readonly rates?: readonly RateLimit[];
  /** More alerts than this go into further messages. */
  readonly maxAlertsPerMessage?: number;
}

/** Keeps to the rates over a sliding span, and to what the other side asked for. */
export interface Pacer {
  /** How long until the next message may leave; 0: now. */
  waitMs(now: number): number;
  /** A message leaves, or left, at this time. */
  took(at: number): void;
  /** Nothing may leave before this time. */
  holdUntil(at: number): void;
}

export function createPacer(rates: readonly RateLimit[] = []): Pacer {
  const longest = Math.max(0, ...rates.map((rate) => rate.count));
  const sent: number[] = [];
  let held = 0;
  return {
    waitMs(now) {
      let free = held;
      for (const { count, perMs } of rates) {
        const blocking = sent.at(-count);
        if (blocking !== undefined) free = Math.max(free, blocking + perMs);
      }
      return Math.max(0, free - now);
    },
    took(at) {
      sent.push(at);
      if (sent.length > longest) sent.shift();
    },
    holdUntil(at) {
      held = Math.max(held, at);
    },
  };
}
