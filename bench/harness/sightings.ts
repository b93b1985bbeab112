import type { LogRecord } from '../../core/record.ts';
import { MARKER } from './batches.ts';
import type { House } from './house.ts';

/** Of the answers that are compared with what was sent. */
const SEARCHED = 500;

/** When each marked log should have been sent, and when it was first seen. */
export interface Sightings {
  sent(marker: number, at: number): void;
  seen(record: Pick<LogRecord, 'attributes'>): void;
  missing(): number;
  /** Counts what was not seen by now as if it were seen now: its latency is at least that. */
  giveUp(): void;
  latencies(): number[];
}

export function createSightings(): Sightings {
  const waiting = new Map<number, number>();
  const latencies: number[] = [];
  return {
    sent: (marker, at) => void waiting.set(marker, at),
    seen({ attributes }) {
      const marker = Number(attributes[MARKER]);
      const at = waiting.get(marker);
      if (at === undefined) return;
      waiting.delete(marker);
      latencies.push(performance.now() - at);
    },
    missing: () => waiting.size,
    giveUp() {
      for (const at of waiting.values()) latencies.push(performance.now() - at);
      waiting.clear();
    },
    latencies: () => latencies,
  };
}

export interface SearchWatch {
  /** How far back it looks. Default 15 s. */
  seconds?: number;
  /** Pause between an answer and the next question, ms. Default 10. */
  everyMs?: number;
}

/** Asks for the newest marked logs, one request after the other, until told to stop. */
export function watchSearch(
  house: House,
  sightings: Sightings,
  { seconds = 15, everyMs = 10 }: SearchWatch = {},
): { close(): Promise<void> } {
  const query = new URLSearchParams({
    q: `attributes.${MARKER}:*`,
    from: `now-${seconds}s`,
    to: 'now+1s',
    limit: String(SEARCHED),
  });
  let isOpen = true;
  const ask = async (): Promise<void> => {
    while (isOpen) {
      const { logs } = await house.http.getJson<{ logs: LogRecord[] }>(`/api/v1/logs/search?${query}`);
      for (const log of logs) sightings.seen(log);
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
  };
  const asking = ask();
  return {
    close() {
      isOpen = false;
      return asking;
    },
  };
}
