import { createHash } from 'node:crypto';
import type { Item } from './entry.ts';
import type { WaitingItem } from './group.ts';
import type { NotificationBook } from './notification-book.ts';

/** Items that leave together under one key. */
export interface Message {
  key: string;
  items: readonly WaitingItem[];
  /** A former attempt had an unknown outcome. */
  mayBeRepeated: boolean;
}

/** What a channel has still to tell, in the order it came in. */
export interface WaitingList {
  /** Alert events, those of messages that must be repeated included. */
  size(): number;
  /** In no message yet. */
  items(): readonly WaitingItem[];
  add(items: readonly WaitingItem[]): void;
  /** A message that must go again as it was, before anything else. */
  takeRepeat(): Message | undefined;
  take(items: readonly WaitingItem[]): Message;
  /** Those of a message that were not told: as the same message when it may have arrived, else free for any other. */
  putBack(message: Message, keys: readonly string[], mayHaveArrived: boolean): void;
  /** Takes out the resolutions of these alerts, whose firing will never be told. Returns their keys. */
  dropResolutions(alertIds: ReadonlySet<string>): string[];
}

/** Begins with what an earlier run left open: what was on its way may have arrived. */
export function createWaitingList(left: readonly Item[], book: Pick<NotificationBook, 'get'>): WaitingList {
  let { items, repeats } = restore(left, book);
  const without = (keys: ReadonlySet<string>) => items.filter((item) => !keys.has(item.key));
  return {
    size: () => items.length + repeats.reduce((sum, message) => sum + message.items.length, 0),
    items: () => items,
    add: (added) => void items.push(...added),
    takeRepeat: () => repeats.shift(),
    take(taken) {
      items = without(new Set(taken.map((item) => item.key)));
      return composeMessage(taken);
    },
    putBack(message, keys, mayHaveArrived) {
      const wanted = new Set(keys);
      const back = message.items.filter((item) => wanted.has(item.key));
      if (back.length === 0) return;
      if (mayHaveArrived) repeats = [{ key: message.key, items: back, mayBeRepeated: true }, ...repeats];
      else items = [...back, ...items];
    },
    dropResolutions(alertIds) {
      const gone = items.filter(({ event }) => event.type === 'resolved' && alertIds.has(event.id));
      const keys = gone.map((item) => item.key);
      items = without(new Set(keys));
      return keys;
    },
  };
}

function restore(left: readonly Item[], book: Pick<NotificationBook, 'get'>) {
  const items: WaitingItem[] = [];
  const byMessage = new Map<string, WaitingItem[]>();
  for (const item of left) {
    const entry = book.get(item.key);
    if (!entry) continue;
    const waiting = { ...item, acceptedAt: entry.acceptedAt };
    if (entry.messageKey === null) {
      items.push(waiting);
      continue;
    }
    const together = byMessage.get(entry.messageKey);
    if (together) together.push(waiting);
    else byMessage.set(entry.messageKey, [waiting]);
  }
  const repeats: Message[] = [...byMessage].map(([key, together]) => ({ key, items: together, mayBeRepeated: true }));
  return { items, repeats };
}

/** The same items give the same key. */
function composeMessage(items: readonly WaitingItem[]): Message {
  const hash = createHash('sha256');
  for (const { key } of items) hash.update(`${key}\n`);
  return { key: hash.digest('hex').slice(0, 16), items, mayBeRepeated: false };
}
