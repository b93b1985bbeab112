import type { Item } from './entry.ts';

export interface GroupSettings {
  /** Alerts of one rule that come within this time go into one message; a critical one never waits for others. */
  groupWaitMs: number;
  /** When more than this wait, all of them go into one digest. */
  digestOver: number;
}

/** An item that waits, with the time it came in. */
export interface WaitingItem extends Item {
  acceptedAt: number;
}

/** Either what goes into the next message, in the order it came in, or how long to wait for that. */
export type Plan<T> = { take: T[] } | { waitMs: number };

/**
 * What the next message tells: the alerts of one rule, or everything when the channel was held up or too much waits.
 * All that waits of an alert leaves together, so a resolution never overtakes its firing.
 */
export function planMessage<T extends WaitingItem>(
  waiting: readonly T[],
  now: number,
  settings: GroupSettings & { heldUp: boolean; maxAlerts: number },
): Plan<T> {
  const readyIn = ({ event, acceptedAt }: T) =>
    // An alert from the future came before the clock was set back: nobody knows how long ago.
    event.severity === 'critical' || acceptedAt > now ? 0 : acceptedAt + settings.groupWaitMs - now;
  const ready = waiting.filter((item) => readyIn(item) <= 0);
  const first = ready.find((item) => item.event.severity === 'critical') ?? ready[0];
  if (!first) return { waitMs: waiting.reduce((least, item) => Math.min(least, readyIn(item)), settings.groupWaitMs) };
  const everything = settings.heldUp || waiting.length > settings.digestOver;
  const take = everything ? [...waiting] : waiting.filter((item) => item.event.rule === first.event.rule);
  return { take: take.slice(0, settings.maxAlerts) };
}
