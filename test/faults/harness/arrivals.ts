import type { LogBus } from '../../../core/log-bus.ts';

/** What a reader of a topic sees come. */
export interface Arrivals {
  /** The longest time between two arrivals since this was asked last, ms; the time since the last one counts too. */
  longestGapMs(): number;
  close(): Promise<void>;
}

export async function watchArrivals(bus: LogBus, topic: string): Promise<Arrivals> {
  let longestMs = 0;
  let lastAt = performance.now();
  const note = (): void => {
    longestMs = Math.max(longestMs, performance.now() - lastAt);
  };
  const subscription = await bus.subscribe({
    topics: [topic],
    startAt: 'latest',
    async onBatch() {
      note();
      lastAt = performance.now();
    },
  });
  return {
    longestGapMs() {
      note();
      const longest = longestMs;
      longestMs = 0;
      lastAt = performance.now();
      return longest;
    },
    close: () => subscription.close(),
  };
}
