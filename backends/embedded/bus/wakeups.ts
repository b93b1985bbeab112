import { realpathSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { BroadcastChannel } from 'node:worker_threads';

/** Tells waiting readers, in this thread and in others, that there may be something for them. */
export interface Wakeups {
  /** These topics grew, or changed hands. */
  announce(topics: Iterable<string>): void;
  /** Calls back when one of the topics may have changed. The function ends it. While anyone listens, the process stays. */
  listen(topics: readonly string[], onWake: () => void): () => void;
  close(): void;
}

/** A word from the other threads is quick but may come before its commit is seen, so a slow look at the file backs it. */
const POLL_MS = 100;

export function createWakeups(dir: string, db: DatabaseSync): Wakeups {
  const listeners = new Map<() => void, ReadonlySet<string>>();
  const channel = new BroadcastChannel(`logsieve-bus:${realpathSync(dir)}`);
  const version = db.prepare('PRAGMA data_version');
  let seen: unknown;
  let poll: ReturnType<typeof setInterval> | undefined;
  channel.unref();

  const wake = (topics: readonly string[]): void => {
    for (const [onWake, wanted] of listeners) {
      if (topics.some((topic) => wanted.has(topic))) onWake();
    }
  };
  const look = (): void => {
    try {
      const now = version.get()?.data_version;
      if (now === seen) return;
      seen = now;
    } catch {
      // What is wrong with the file is told by the readers' own reads: let them look.
    }
    for (const onWake of listeners.keys()) onWake();
  };
  channel.onmessage = (event) => wake((event as { data: string[] }).data);

  return {
    announce(topics) {
      const names = [...topics];
      wake(names);
      channel.postMessage(names);
    },
    listen(topics, onWake) {
      listeners.set(onWake, new Set(topics));
      poll ??= setInterval(look, POLL_MS);
      return () => {
        listeners.delete(onWake);
        if (listeners.size > 0) return;
        clearInterval(poll);
        poll = undefined;
      };
    },
    close() {
      clearInterval(poll);
      channel.close();
    },
  };
}
