import type { AlertEvent } from '../core/alert.ts';
import type { NotificationLog } from '../core/alert-store.ts';
import { ENTRY_PREFIX, type Entry, EVENT_PREFIX, eventKey, isFinal } from './entry.ts';

/** Entries and the events they speak of, in memory and in the notification log alike; an event is kept while an entry of it is open. */
export interface EntryTable {
  readonly entries: ReadonlyMap<string, Entry>;
  eventOf(entry: Entry): AlertEvent | undefined;
  /** Adds or replaces what `change` gives, one call after the other. Nothing changes in memory before it is durable. */
  save(change: () => { entries: ReadonlyMap<string, Entry>; events?: readonly AlertEvent[] }): Promise<void>;
  remove(choose: () => readonly string[]): Promise<void>;
}

/** Loads what the log holds. */
export async function loadEntryTable(log: NotificationLog): Promise<EntryTable> {
  const events = await loadAll<AlertEvent>(log, EVENT_PREFIX);
  const entries = await loadAll<Entry>(log, ENTRY_PREFIX);
  // Without its event an entry was half written, and its message on the bus is not committed: it comes again.
  for (const [key, entry] of entries) if (!isFinal(entry) && !events.has(eventKeyOf(entry))) entries.delete(key);
  const open = new Map<string, number>();
  for (const entry of entries.values()) addTo(open, eventKeyOf(entry), isOpen(entry));

  let tail: Promise<void> = Promise.resolve();
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const run = tail.then(work);
    tail = run.catch(() => undefined);
    return run;
  };
  /** Writes the changed entries (null: gone), and drops the events that nothing waits for any more. */
  const write = async (changed: ReadonlyMap<string, Entry | null>, added: ReadonlyMap<string, AlertEvent>) => {
    const puts: Record<string, string | null> = {};
    for (const [key, event] of added) puts[key] = JSON.stringify(event);
    const left = new Map<string, number>();
    for (const [key, entry] of changed) {
      puts[key] = entry === null ? null : JSON.stringify(entry);
      const before = entries.get(key);
      const about = entry ?? before;
      if (!about) continue;
      const eventAt = eventKeyOf(about);
      if (!left.has(eventAt)) left.set(eventAt, open.get(eventAt) ?? 0);
      addTo(left, eventAt, isOpen(entry) - isOpen(before));
    }
    for (const [key, count] of left) if (count === 0) puts[key] = null;
    await log.put(puts);
    for (const [key, event] of added) events.set(key, event);
    for (const [key, entry] of changed) entry === null ? entries.delete(key) : entries.set(key, entry);
    for (const [key, count] of left) {
      open.set(key, count);
      if (count === 0 && open.delete(key)) events.delete(key);
    }
  };

  return {
    entries,
    eventOf: (entry) => events.get(eventKeyOf(entry)),
    save: (change) =>
      inTurn(async () => {
        const { entries: changed, events: added = [] } = change();
        if (changed.size > 0) await write(changed, new Map(added.map((event) => [eventKey(event), event])));
      }),
    remove: (choose) =>
      inTurn(async () => {
        const gone = choose();
        if (gone.length > 0) await write(new Map(gone.map((key) => [key, null])), new Map());
      }),
  };
}

async function loadAll<T>(log: NotificationLog, prefix: string): Promise<Map<string, T>> {
  const found = new Map<string, T>();
  for (const [key, value] of await log.load(prefix)) found.set(key, JSON.parse(value) as T);
  return found;
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
