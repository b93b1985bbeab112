import type { AlertEvent } from '../core/alert.ts';
import { ENTRY_PREFIX, type Entry, EVENT_PREFIX, eventKey, isFinal } from './entry.ts';
import type { NotificationLog } from './notification-log.ts';

/** Entries and the events they speak of, in memory and in the notification log alike; an event is kept while an entry of it is open. */
export interface EntryTable {
  readonly entries: ReadonlyMap<string, Entry>;
  eventOf(entry: Entry): AlertEvent | undefined;
  /** Adds or replaces what `change` gives (null: removes it), one call after the other. Nothing changes in memory before it is durable. */
  save(change: () => TableChange): Promise<void>;
}

export interface TableChange {
  entries: ReadonlyMap<string, Entry | null>;
  /** Events that entries speak of for the first time. */
  events?: readonly AlertEvent[];
}

/** With what the log holds. */
export function createEntryTable(log: NotificationLog): EntryTable {
  const events = readAll<AlertEvent>(log, EVENT_PREFIX);
  const entries = readAll<Entry>(log, ENTRY_PREFIX);
  // Without its event an entry was half written, and its message on the bus is not committed: it comes again.
  for (const [key, entry] of entries) if (!isFinal(entry) && !events.has(eventKeyOf(entry))) entries.delete(key);
  const open = new Map<string, number>();
  for (const entry of entries.values()) addTo(open, eventKeyOf(entry), isOpen(entry));

  const write = async ({ entries: changed, events: added = [] }: TableChange) => {
    if (changed.size === 0) return;
    const openAfter = countOpenAfter(changed, entries, open);
    await log.put(toPuts(changed, added, openAfter));
    for (const event of added) events.set(eventKey(event), event);
    for (const [key, entry] of changed) {
      if (entry === null) entries.delete(key);
      else entries.set(key, entry);
    }
    for (const [key, count] of openAfter) {
      open.set(key, count);
      if (count > 0) continue;
      open.delete(key);
      events.delete(key);
    }
  };
  let tail: Promise<void> = Promise.resolve();
  return {
    entries,
    eventOf: (entry) => events.get(eventKeyOf(entry)),
    save(change) {
      const saved = tail.then(() => write(change()));
      tail = saved.catch(() => undefined);
      return saved;
    },
  };
}

function readAll<T>({ kept }: NotificationLog, prefix: string): Map<string, T> {
  const found = new Map<string, T>();
  for (const [key, value] of kept) if (key.startsWith(prefix)) found.set(key, JSON.parse(value) as T);
  return found;
}

/** How many entries of each event will be open after the change, for the events that it touches. */
function countOpenAfter(
  changed: TableChange['entries'],
  entries: ReadonlyMap<string, Entry>,
  open: ReadonlyMap<string, number>,
): Map<string, number> {
  const after = new Map<string, number>();
  for (const [key, entry] of changed) {
    const before = entries.get(key);
    const about = entry ?? before;
    if (!about) continue;
    const event = eventKeyOf(about);
    if (!after.has(event)) after.set(event, open.get(event) ?? 0);
    addTo(after, event, isOpen(entry) - isOpen(before));
  }
  return after;
}

function toPuts(
  changed: TableChange['entries'],
  added: readonly AlertEvent[],
  openAfter: ReadonlyMap<string, number>,
): Record<string, string | null> {
  const puts: Record<string, string | null> = {};
  for (const event of added) puts[eventKey(event)] = JSON.stringify(event);
  for (const [key, entry] of changed) puts[key] = entry === null ? null : JSON.stringify(entry);
  for (const [key, count] of openAfter) if (count === 0) puts[key] = null;
  return puts;
}

function eventKeyOf(entry: Entry): string {
  return eventKey({ id: entry.alertId, type: entry.type });
}

function isOpen(entry: Entry | null | undefined): number {
  return entry && !isFinal(entry) ? 1 : 0;
}

function addTo(counts: Map<string, number>, key: string, amount: number): void {
  counts.set(key, (counts.get(key) ?? 0) + amount);
}
