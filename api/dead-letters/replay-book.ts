import type { LogBus, OutgoingMessage } from '../../core/log-bus.ts';
import { readTopic } from '../../core/read-topic.ts';
import { TOPIC } from '../../core/topics.ts';

/** What is known of the replays of one dead letter. */
export interface LetterReplays {
  count: number;
  /** Of the last, epoch ms. */
  at: number;
  /** Whether each of them is known to have arrived; one that was broken off may have, or not. */
  isSure: boolean;
}

/** Which dead letters were sent again. */
export interface ReplayBook {
  /** Null: never. */
  of(id: string): LetterReplays | null;
}

/** A page of a replay, as it stands in the book. */
interface PageEntry {
  /** Ids of its dead letters; left out where an earlier entry of the page has them. */
  letters?: readonly string[];
  /** Whether it has arrived; false stands there before it is sent. */
  sent: boolean;
}

interface Page {
  letters: readonly string[];
  at: number;
  sent: boolean;
}

/** An entry as it stands on the topic; those of one page have its name in common. */
export function writeReplay(page: string, entry: PageEntry): OutgoingMessage {
  return { topic: TOPIC.replays, key: page, value: JSON.stringify(entry) };
}

async function readPages(bus: LogBus): Promise<Iterable<Page>> {
  const pages = new Map<string | null, Page>();
  await readTopic(bus, TOPIC.replays, 'earliest', (messages) => {
    for (const { key, value, timestamp } of messages) {
      const { letters = [], sent } = JSON.parse(value.toString()) as PageEntry;
      const page = pages.get(key);
      pages.set(key, page ? { ...page, sent: page.sent || sent } : { letters, at: timestamp, sent });
    }
    return true;
  });
  return pages.values();
}

/** The book as it stands: it goes as far back as there can be dead letters. */
export async function readReplayBook(bus: LogBus): Promise<ReplayBook> {
  const replays = new Map<string, LetterReplays>();
  for (const { letters, at, sent } of await readPages(bus)) {
    for (const id of letters) {
      const before = replays.get(id) ?? { count: 0, at, isSure: true };
      replays.set(id, { count: before.count + 1, at: Math.max(before.at, at), isSure: before.isSure && sent });
    }
  }
  return { of: (id) => replays.get(id) ?? null };
}
