import type { NotificationEntry } from '../core/alert.ts';
import type { AlertStore } from '../core/alert-store.ts';
import type { Clock } from '../core/clock.ts';
import { PipelineError } from '../core/errors.ts';
import type { Logger } from '../core/logger.ts';
import { formatTime } from '../core/time.ts';
import { type Entry, type EntryState, entryKey, isFinal } from './entry.ts';
import type { NotificationBook } from './notification-book.ts';
import { type RetrySettings, retryDelayMs } from './retry.ts';

export interface NoterOptions {
  alertStore: AlertStore;
  book: NotificationBook;
  clock: Clock;
  logger: Logger;
  settings: RetrySettings;
  random: () => number;
}

/** Writes into the history of alerts what was told about them; behind the sending, which it never holds up. */
export interface Noter {
  /** Entries that were tried. */
  note(keys: readonly string[]): void;
  /** Resolves when the work in hand is done; what is left is found again at the next start. */
  stop(): Promise<void>;
}

/** A store may make so many durable together. */
const AT_ONCE = 50;
/** An alert that is not recorded after so long never was, or is gone: there is no history to write into. */
const RECORDED_WITHIN_MS = 600_000;

export function createNoter(options: NoterOptions): Noter {
  const { book, clock, logger, settings, random } = options;
  const stopped = new AbortController();
  // What an earlier run did not get to may have been written all the same.
  const uncertain = new Set(book.unnoted());
  let tail: Promise<void> = Promise.resolve();

  /** Whether it stands there. */
  const noteOne = async (entry: Entry): Promise<boolean> => {
    const key = keyOf(entry);
    for (let tries = 1; !stopped.signal.aborted; tries++) {
      try {
        if (!uncertain.has(key) || !(await isNoted(options.alertStore, entry))) await writeNote(options, entry);
        uncertain.delete(key);
        return true;
      } catch (error) {
        const isAwaited = error instanceof PipelineError && error.code === 'not_found';
        if (!isAwaited) {
          logger.warn('cannot write a notification into the history of its alert', { alert: entry.alertId, error });
        }
        await clock.sleep(retryDelayMs(tries, settings, random), stopped.signal);
      }
    }
    return false;
  };
  const noteAll = async (entries: readonly Entry[]) => {
    for (let at = 0; at < entries.length && !stopped.signal.aborted; at += AT_ONCE) {
      const part = entries.slice(at, at + AT_ONCE);
      const noted = await Promise.all(part.map(noteOne));
      const done = part.filter((entry, place) => noted[place] && isFinal(entry)).map(keyOf);
      await book.mark(done, () => ({ noted: true }));
    }
  };
  const note = (keys: readonly string[]) => {
    // As they are now: the next attempt may begin before this is written.
    const entries = keys.map(book.get).filter((entry) => entry !== undefined);
    tail = tail
      .then(() => noteAll(entries))
      .catch((error) => logger.warn('cannot write down that notifications are in the history', { error }));
  };

  note([...uncertain]);
  return {
    note,
    stop() {
      stopped.abort();
      return tail;
    },
  };
}

async function isNoted(alertStore: AlertStore, entry: Entry): Promise<boolean> {
  const { alerts } = await alertStore.list({ ids: [entry.alertId], limit: 1 });
  const wanted = toNotification(entry);
  return (alerts[0]?.notifications ?? []).some(
    (each) => each.channel === wanted.channel && each.type === wanted.type && each.status === wanted.status,
  );
}

async function writeNote({ alertStore, clock }: NoterOptions, entry: Entry): Promise<void> {
  try {
    const notification = toNotification(entry);
    await alertStore.change(entry.alertId, { action: 'notified', by: entry.channel, notification }, entry.at);
  } catch (error) {
    const isMissing = error instanceof PipelineError && error.code === 'not_found';
    if (!isMissing || clock.now() - entry.at < RECORDED_WITHIN_MS) throw error;
  }
}

/** What the history says of an entry in each state. */
const STATUSES = {
  waiting: 'retrying',
  sending: 'retrying',
  unknown: 'unknown',
  delivered: 'delivered',
  refused: 'refused',
  // nobody is told, so it is no attempt either
  skipped: 'refused',
} as const satisfies Record<EntryState, NotificationEntry['status']>;

function toNotification(entry: Entry): NotificationEntry {
  const status = STATUSES[entry.state];
  const detail = entry.reason === null ? {} : { detail: entry.reason };
  return { channel: entry.channel, type: entry.type, at: formatTime(entry.at), status, ...detail };
}

function keyOf(entry: Entry): string {
  return entryKey(entry.channel, { id: entry.alertId, type: entry.type });
}
