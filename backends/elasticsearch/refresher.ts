import type { Clock } from '../../core/clock.ts';

export interface RefresherOptions {
  /** Lets the server make findable what these indices were given. */
  ask(indices: string[]): Promise<unknown>;
  clock: Clock;
  /** When it fires, nothing is waited for. */
  closing?: AbortSignal;
}

/** Makes what was written findable, for all who wait at once: a refresh costs the server much the same for one document as for thousands. */
export interface Refresher {
  /** Resolves once what the indices held at the time of the call can be found. @throws what `ask` throws */
  refresh(indices: Iterable<string>): Promise<void>;
}

/** After a refresh there is none for as long as it took, and no longer than this: a server that is busy is asked less often. */
const LONGEST_REST_MS = 1_000;

export function createRefresher({ ask, clock, closing }: RefresherOptions): Refresher {
  /** What has not begun yet, and may be joined. */
  let next: { indices: Set<string>; done: Promise<void> } | null = null;
  let free: Promise<void> = Promise.resolve();

  const plan = () => {
    const indices = new Set<string>();
    let tookMs = 0;
    const done = free.then(async () => {
      next = null;
      const begun = clock.now();
      await ask([...indices]);
      tookMs = clock.now() - begun;
    });
    const rest = async (): Promise<void> => {
      if (tookMs > 0) await clock.sleep(Math.min(tookMs, LONGEST_REST_MS), closing);
    };
    free = done.then(rest, () => {});
    return { indices, done };
  };
  return {
    refresh(indices) {
      next ??= plan();
      for (const index of indices) next.indices.add(index);
      return next.done;
    },
  };
}
