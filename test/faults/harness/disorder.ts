import type { TimelineLog } from '../../house/timeline.ts';

/** A log on its way, and what must become of it. */
export interface Arrival {
  /** As it is sent, also by a service whose clock is wrong. */
  log: TimelineLog;
  partition: number;
  receivedAt: number;
  /** The time by which it has to be counted, epoch ms. */
  countedAt: number;
  /** It comes when the grace of its window is over. */
  isLate: boolean;
  /** The clock of its service is off by more than an hour. */
  isSkewed: boolean;
}

export interface DisorderOptions {
  log(index: number): TimelineLog;
  count: number;
  partitionOf(index: number): number;
  /** When the last log of a partition is sent, epoch ms. */
  endOf(partition: number): number;
}

const WINDOW_MS = 60_000;
/** What `stream-processor` promises: windows wait so long for what comes out of order. */
const DISORDER_MS = 10_000;
const GRACE_MS = 60_000;
/** However its window lies, a log that needed no longer is in time. */
const IN_TIME_MS = DISORDER_MS + GRACE_MS;
/** However its window lies, a log that needed so long is late; with a minute for the newest log to be near. */
const LATE_FROM_MS = IN_TIME_MS + WINDOW_MS + 60_000;
const LATE_TO_MS = 400_000;
/** A twentieth. */
const LATE_EVERY = 20;
const SKEWED_EVERY = 50;
/** Spreads what is neighboured. */
const STRIDE = 7_919;
const DAY_MS = 86_400_000;

type Fate = Omit<Arrival, 'log' | 'partition'> & { timestamp: string };

const at = (ms: number): string => new Date(ms).toISOString();

/** How clocks are wrong; such a log is received when it is sent. */
const CLOCKS: readonly ((sentAt: number) => Fate)[] = [
  // within reason: a window of its own time, which must not come sooner for it
  (sentAt) => ({ ...inTime(sentAt, 0), timestamp: at(sentAt + 240_000), countedAt: sentAt + 240_000 }),
  (sentAt) => ({ ...inTime(sentAt, 0), timestamp: at(sentAt + DAY_MS), isSkewed: true }),
  (sentAt) => ({ ...inTime(sentAt, 0), timestamp: '1970-01-01T00:00:00Z', isSkewed: true }),
  (sentAt) => ({ ...inTime(sentAt, 0), timestamp: '9999-12-31T23:59:59.999Z', isSkewed: true }),
  (sentAt) => ({ ...inTime(sentAt, 0), timestamp: 'NaN' }),
  (sentAt) => ({ ...late(sentAt - DAY_MS, DAY_MS), isSkewed: true }),
];

function inTime(sentAt: number, delayMs: number): Fate {
  return { timestamp: at(sentAt), receivedAt: sentAt + delayMs, countedAt: sentAt, isLate: false, isSkewed: false };
}

function late(sentAt: number, delayMs: number): Fate {
  return { ...inTime(sentAt, delayMs), isLate: true };
}

function fateOf(index: number, sentAt: number, endMs: number): Fate {
  if (index % SKEWED_EVERY === SKEWED_EVERY - 1) {
    const clock = CLOCKS[Math.floor(index / SKEWED_EVERY) % CLOCKS.length];
    if (clock) return clock(sentAt);
  }
  const lateMs = LATE_FROM_MS + ((index * STRIDE) % (LATE_TO_MS - LATE_FROM_MS));
  if (index % LATE_EVERY === LATE_EVERY - 1 && sentAt + lateMs < endMs) return late(sentAt, lateMs);
  return inTime(sentAt, (index * STRIDE) % (IN_TIME_MS + 1));
}

/**
 * Logs in the order of their receipt: shuffled over as long as windows wait, a twentieth of them later than that, one in
 * fifty of a wrong clock. By its making it is known of each whether it counts, and where.
 */
export function createDisorder({ log, count, partitionOf, endOf }: DisorderOptions): Arrival[] {
  const arrivals: Arrival[] = [];
  for (let index = 0; index < count; index++) {
    const partition = partitionOf(index);
    const own = log(index);
    const sentAt = Date.parse(own.timestamp);
    if (sentAt > endOf(partition)) continue;
    const { timestamp, ...fate } = fateOf(index, sentAt, endOf(partition));
    arrivals.push({ log: { ...own, timestamp }, partition, ...fate });
  }
  return arrivals.toSorted((a, b) => a.receivedAt - b.receivedAt);
}

/** These logs with the time by which they count. */
export function asCounted(arrivals: readonly Arrival[]): TimelineLog[] {
  return arrivals.map(({ log, countedAt }) => ({ ...log, timestamp: at(countedAt) }));
}
