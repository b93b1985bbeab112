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

/** Keeps to the rates over a sliding span, and to what the other side asked for. A clock that is set back lengthens neither. */
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
  let sent: number[] = [];
  let held = 0;
  let latest = Number.NEGATIVE_INFINITY;

  /** Moves what is remembered back as far as the clock went. */
  const follow = (now: number): void => {
    if (now < latest) {
      const backMs = latest - now;
      sent = sent.map((at) => at - backMs);
      held -= backMs;
    }
    latest = now;
  };
  return {
    waitMs(now) {
      follow(now);
      let free = held;
      for (const { count, perMs } of rates) {
        const blocking = sent.at(-count);
        if (blocking !== undefined) free = Math.max(free, blocking + perMs);
      }
      return Math.max(0, free - now);
    },
    took(at) {
      follow(at);
      sent.push(at);
      if (sent.length > longest) sent.shift();
    },
    holdUntil(at) {
      held = Math.max(held, at);
    },
  };
}
