/** A partition that has said nothing for so long is asked after: it may have nothing to say. */
const SILENT_MS = 10_000;
/** While one is silent, what waits is looked at so often. */
const LOOK_EVERY_MS = 1_000;

/** What is known of a partition of `logs` by looking. */
export interface PartitionOutlook {
  partition: number;
  /** Whether logs wait in it that were not counted yet. */
  hasWaiting: boolean;
}

/** The time of all partitions together: that of the slowest which may still say something of the past. */
export interface JointWatermark {
  /** Epoch ms; -Infinity before the first was heard. */
  current(): number;
  /** The newest event time seen. */
  newest(): number;
  /** A partition said how far its time went. */
  heard(partition: number, time: { watermark: number; newest: number }): void;
  /** What partitions say is read up to this offset of its topic. */
  readTo(offset: number): void;
  /** Whether one is silent and was not looked after for a while: then `look` is to follow. */
  wantsLook(): boolean;
  /** Who has logs waiting, and, no earlier than that, where the topic ends on which partitions speak. */
  look(outlooks: readonly PartitionOutlook[], saidUntil: number): void;
  /** For going on later, as `stored`. */
  store(): string;
}

/** Of a partition: how far it came, when that was heard, and, while nothing waits in it, the offset up to which it may have said more. */
interface Progress {
  watermark: number;
  newest: number;
  heardAt: number;
  saidUntil: number | null;
}

const UNHEARD: Progress = {
  watermark: Number.NEGATIVE_INFINITY,
  newest: Number.NEGATIVE_INFINITY,
  heardAt: Number.NEGATIVE_INFINITY,
  saidUntil: null,
};

/** @param stored what `store` gave; a look is to follow */
export function createJointWatermark(now: () => number, stored?: string): JointWatermark {
  const progress = new Map<number, Progress>();
  for (const [partition, known] of stored ? (JSON.parse(stored) as [number, Omit<Progress, 'saidUntil'>][]) : []) {
    progress.set(partition, { ...known, saidUntil: null });
  }
  let readTo = 0;
  let lookedAt = Number.NEGATIVE_INFINITY;

  const isSilent = ({ heardAt }: Progress): boolean => now() - heardAt >= SILENT_MS;
  const holdsBack = (each: Progress): boolean => !isSilent(each) || each.saidUntil === null || readTo < each.saidUntil;
  return {
    current() {
      if (progress.size === 0) return Number.NEGATIVE_INFINITY;
      const slow = [...progress.values()].filter(holdsBack);
      const counting = slow.length > 0 ? slow : [...progress.values()];
      return Math.min(...counting.map(({ watermark }) => watermark));
    },
    newest: () => Math.max(...[...progress.values()].map(({ newest }) => newest)),
    heard(partition, time) {
      progress.set(partition, { ...time, heardAt: now(), saidUntil: null });
    },
    readTo(offset) {
      readTo = offset;
    },
    wantsLook: () => now() - lookedAt >= LOOK_EVERY_MS && [...progress.values()].some(isSilent),
    look(outlooks, saidUntil) {
      lookedAt = now();
      for (const { partition, hasWaiting } of outlooks) {
        const known = progress.get(partition) ?? UNHEARD;
        progress.set(partition, { ...known, saidUntil: hasWaiting ? null : (known.saidUntil ?? saidUntil) });
      }
    },
    store() {
      const heard = [...progress].filter(([, { watermark }]) => Number.isFinite(watermark));
      return JSON.stringify(heard.map(([partition, { saidUntil: _, ...known }]) => [partition, known]));
    },
  };
}
