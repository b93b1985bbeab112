import type { AlertEvent } from '../core/alert.ts';
import { findNewEntries } from './dedupe.ts';
import { type Entry, entryKey, type Item, isFinal } from './entry.ts';
import { createEntryTable } from './entry-table.ts';
import type { NotificationLog } from './notification-log.ts';

const HOUR_MS = 3_600_000;
/** Longer than the `alerts` topic keeps anything: nothing older can come in again. */
const KEEP_TOLD_MS = 48 * HOUR_MS;
/** An alert may fire this long and its resolution still finds that it was told. */
const KEEP_FIRING_MS = 30 * 24 * HOUR_MS;

/** What is known of every event on every channel: in memory to ask, in the notification log to survive. */
export interface NotificationBook {
  get(key: string): Entry | undefined;
  /** Takes events that are not known yet on these channels. Resolves with what is to be told, once it is durable. */
  accept(events: readonly AlertEvent[], channels: readonly string[]): Promise<Item[]>;
  /** Changes entries; seen by `get` once it is durable. */
  mark(keys: readonly string[], change: (entry: Entry, key: string) => Partial<Entry>): Promise<void>;
  /** What is not finished, in the order it came in. */
  open(): Item[];
  /** Keys of finished entries whose outcome does not stand in the alert's history yet. */
  unnoted(): string[];
  /** Forgets what cannot come in again. */
  prune(): Promise<void>;
}

/** Opens the book with all that the log holds. */
export function openNotificationBook(log: NotificationLog, now: () => number): NotificationBook {
  const table = createEntryTable(log);
  const { entries } = table;
  return {
    get: (key) => entries.get(key),
    async accept(events, channels) {
      let fresh = new Map<string, Entry>();
      await table.save(() => {
        fresh = findNewEntries(events, channels, (key) => entries.get(key), now());
        return { entries: fresh, events: events.filter((event) => hasWaiting(event, channels, fresh)) };
      });
      return itemsOf(fresh, table.eventOf);
    },
    mark: (keys, change) =>
      table.save(() => {
        const changed = new Map<string, Entry>();
        for (const key of keys) {
          const entry = entries.get(key);
          if (entry) changed.set(key, { ...entry, ...change(entry, key) });
        }
        return { entries: changed };
      }),
    open: () => itemsOf(entries, table.eventOf).sort(byArrival((key) => entries.get(key)?.acceptedAt ?? 0)),
    unnoted: () => [...entries].filter(([, entry]) => isFinal(entry) && !entry.noted).map(([key]) => key),
    prune: () =>
      table.save(() => {
        const gone = [...entries].filter(([, entry]) => isForgettable(entry, now(), entries));
        return { entries: new Map(gone.map(([key]) => [key, null])) };
      }),
  };
}

function hasWaiting(event: AlertEvent, channels: readonly string[], fresh: ReadonlyMap<string, Entry>): boolean {
  return channels.some((channel) => fresh.get(entryKey(channel, event))?.state === 'waiting');
}

function itemsOf(entries: ReadonlyMap<string, Entry>, eventOf: (entry: Entry) => AlertEvent | undefined): Item[] {
  const items: Item[] = [];
  for (const [key, entry] of entries) {
    const event = isFinal(entry) ? undefined : eventOf(entry);
    if (event) items.push({ key, event });
  }
  return items;
}

function byArrival(acceptedAt: (key: string) => number): (a: Item, b: Item) => number {
  const rank = ({ event }: Item) => (event.type === 'firing' ? 0 : 1);
  return (a, b) => acceptedAt(a.key) - acceptedAt(b.key) || rank(a) - rank(b);
}

function isForgettable(entry: Entry, now: number, entries: ReadonlyMap<string, Entry>): boolean {
  const age = now - entry.at;
  if (age > KEEP_FIRING_MS) return true;
  if (age <= KEEP_TOLD_MS || !isFinal(entry)) return false;
  const resolution = entries.get(entryKey(entry.channel, { id: entry.alertId, type: 'resolved' }));
  return resolution !== undefined && isFinal(resolution);
}
