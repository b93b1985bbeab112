import { setTimeout as pause } from 'node:timers/promises';
import type { LogBus } from '../../../core/log-bus.ts';

const CALLS_PER_SECOND = 20;

export interface Feed {
  /** Ends it. Resolves with all that were published, every one acknowledged. Idempotent. */
  stop(): Promise<readonly string[]>;
}

export interface FeedOptions {
  topic: string;
  partitions: number;
  messagesPerSecond: number;
}

/** A steady stream of numbered messages into a topic, evenly over its partitions. */
export function startFeed(bus: LogBus, { topic, partitions, messagesPerSecond }: FeedOptions): Feed {
  const published: string[] = [];
  let stopping = false;
  const run = async (): Promise<void> => {
    const begun = performance.now();
    while (!stopping) {
      const due = Math.floor(((performance.now() - begun) / 1_000) * messagesPerSecond);
      const markers = Array.from({ length: due - published.length }, (_, at) => `${published.length + at}`);
      await bus.publish(markers.map((value, at) => ({ topic, key: null, value, partition: at % partitions })));
      published.push(...markers);
      await pause(1_000 / CALLS_PER_SECOND);
    }
  };
  const running = run();
  // Whoever stops it hears of a failure.
  running.catch(() => {});
  return {
    async stop() {
      stopping = true;
      await running;
      return published;
    },
  };
}
