/** How event time passes in one partition: the newest event less the allowed disorder, or the wall clock when nothing comes. */
export interface WatermarkSettings {
  /** How far events may come out of order before a window counts as over, ms. */
  disorderMs: number;
  /** How long a closed window still takes late events, ms. */
  graceMs: number;
  /** After so long without an event the wall clock moves the watermark, ms. */
  idleMs: number;
}

export const WATERMARK_DEFAULTS: WatermarkSettings = { disorderMs: 10_000, graceMs: 60_000, idleMs: 10_000 };

const DAY_MS = 86_400_000;
const OLDEST_MS = 7 * DAY_MS;
const NEWEST_MS = 300_000;
const SKEW_MS = 3_600_000;

export interface EventTime {
  /** The time that windows use, epoch ms. */
  time: number;
  /** The service's clock is off by more than an hour. */
  skewed: boolean;
}

/**
 * The time by which an event is windowed: its own, unless that is out of reason (older than 7 days or more than 5 minutes
 * ahead of its receipt); then the time of receipt. What is stored stays as it was sent.
 */
export function eventTime(timestamp: number, receivedAt: number): EventTime {
  const ahead = timestamp - receivedAt;
  const skewed = ahead > SKEW_MS || ahead < -SKEW_MS;
  const unreasonable = !(ahead <= NEWEST_MS && ahead >= -OLDEST_MS);
  return { time: unreasonable ? receivedAt : timestamp, skewed };
}

export interface Watermark {
  /** Epoch ms; windows that end at or before it are over. -Infinity before the first event. */
  readonly current: number;
  /** An event was seen. A clock that runs ahead cannot push the watermark past the event's receipt. */
  observe(time: number, receivedAt: number): void;
  /** Events are being worked on, however long ago they came. */
  busy(now: number): void;
  /** Nothing came until now: lets time pass in an idle partition. */
  idle(now: number): void;
}

/**
 * Never moves back, but for one case: when it stands more than 5 minutes in the future, the machine's clock was wrong and
 * has been set right. Continues from a former value when given.
 */
export function createWatermark(settings: WatermarkSettings, former = Number.NEGATIVE_INFINITY): Watermark {
  let current = former;
  let busyAt = Number.NEGATIVE_INFINITY;
  return {
    get current() {
      return current;
    },
    observe(time, receivedAt) {
      const candidate = (time < receivedAt ? time : receivedAt) - settings.disorderMs;
      if (candidate > current || current > receivedAt + NEWEST_MS) current = candidate;
    },
    busy(now) {
      busyAt = now;
    },
    idle(now) {
      // Right after a start, what was sent meanwhile may still be on its way: that is no idleness yet.
      if (busyAt === Number.NEGATIVE_INFINITY || busyAt > now) busyAt = now;
      if (now - busyAt < settings.idleMs) return;
      const candidate = now - settings.disorderMs;
      if (candidate > current || current > now + NEWEST_MS) current = candidate;
    },
  };
}
