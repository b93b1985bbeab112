import type { ChannelLimits, RateLimit, SendOutcome } from '../core/channel.ts';
import type { Clock } from '../core/clock.ts';
import { type RetrySettings, retryDelayMs } from './retry.ts';

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

/** When a channel may be used again. */
export interface ChannelPace {
  /** How long until the next message may leave; 0: now. */
  waitMs(now: number): number;
  /** A message left, and this came of it. */
  sent(outcome: SendOutcome): void;
}

export interface ChannelPaceOptions {
  channel: ChannelLimits;
  /** When it was last used by an earlier run; -Infinity: never. */
  lastTriedAt: number;
  clock: Clock;
  settings: RetrySettings;
  /** 0 to 1. */
  random: () => number;
}

/** The channel's own rates, what it asked for, and longer pauses the more often it failed. */
export function createChannelPace({ channel, lastTriedAt, clock, settings, random }: ChannelPaceOptions): ChannelPace {
  const pacer = createPacer(channel.rates);
  pacer.took(lastTriedAt);
  let failures = 0;
  return {
    waitMs: pacer.waitMs,
    sent(outcome) {
      const now = clock.now();
      pacer.took(now);
      const failed = outcome.status === 'retry' || outcome.status === 'unknown';
      failures = failed ? failures + 1 : 0;
      if (!failed) return;
      const asked = outcome.status === 'retry' ? outcome.afterMs : 0;
      pacer.holdUntil(now + (asked > 0 ? asked : retryDelayMs(failures, settings, random)));
    },
  };
}
