import type { AlertEvent } from '../core/alert.ts';
import { type Entry, entryKey } from './entry.ts';
import { CHANNEL_REFUSED_RULE } from './message.ts';

/**
 * The entries that events still need on the channels: none for what is known already. A resolution is `skipped` where
 * the channel did not tell, and will not tell, that the alert fired.
 */
export function findNewEntries(
  events: readonly AlertEvent[],
  channels: readonly string[],
  known: (key: string) => Entry | undefined,
  now: number,
): Map<string, Entry> {
  const fresh = new Map<string, Entry>();
  for (const event of events) {
    for (const channel of channels) {
      const key = entryKey(channel, event);
      if (known(key) || fresh.has(key)) continue;
      const firingKey = entryKey(channel, { id: event.id, type: 'firing' });
      const firing = fresh.get(firingKey) ?? known(firingKey);
      const untold = firing === undefined || firing.state === 'refused' || firing.state === 'skipped';
      const skipped = event.type === 'resolved' && untold;
      fresh.set(key, createEntry(channel, event, skipped ? 'skipped' : 'waiting', now));
    }
  }
  return fresh;
}

function createEntry(channel: string, event: AlertEvent, state: 'waiting' | 'skipped', now: number): Entry {
  return {
    channel,
    alertId: event.id,
    type: event.type,
    state,
    acceptedAt: now,
    at: now,
    attempts: 0,
    firstTriedAt: null,
    messageKey: null,
    reason: null,
    // Nothing happened that anybody would look for in the alert's history, or there is no alert.
    noted: state === 'skipped' || event.rule === CHANNEL_REFUSED_RULE,
  };
}
