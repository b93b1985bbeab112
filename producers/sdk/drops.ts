import { formatTime } from '../../core/time.ts';

/** `full`: the buffer was; `rejected`: by the server; `closed`: not sent when the producer was closed, or logged after; `unserialisable`: could not be written. */
export type DropReason = 'full' | 'rejected' | 'closed' | 'unserialisable';
export type DropCounts = Record<DropReason, number>;

/** What was dropped since the last report that arrived. */
export interface DropReport {
  message: string;
  fields: Record<string, unknown>;
  counts: Readonly<DropCounts>;
}

export interface Drops {
  readonly counts: Readonly<DropCounts>;
  readonly total: number;
  readonly isReportDue: boolean;
  /** Counts one log that was lost; `at` is the time of its call, epoch ms. */
  add(reason: DropReason, at: number): void;
  /** What is to be told; nothing when nothing was dropped. */
  report(): DropReport | undefined;
  /** The report was told. */
  settle(report: DropReport): void;
}

const NONE: Readonly<DropCounts> = { full: 0, rejected: 0, closed: 0, unserialisable: 0 };
const REASONS = Object.keys(NONE) as DropReason[];
const WORDS: Record<DropReason, string> = {
  full: 'the buffer was full',
  rejected: 'rejected by the server',
  closed: 'the producer was closed',
  unserialisable: 'could not be written',
};

const sum = (counts: Readonly<DropCounts>): number => REASONS.reduce((all, reason) => all + counts[reason], 0);

export function createDrops(): Drops {
  const counts: DropCounts = { ...NONE };
  const untold: DropCounts = { ...NONE };
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  return {
    counts,
    get total() {
      return sum(counts);
    },
    get isReportDue() {
      return sum(untold) > 0;
    },
    add(reason, at) {
      counts[reason] += 1;
      untold[reason] += 1;
      from = Math.min(from, at);
      to = Math.max(to, at);
    },
    report() {
      const dropped = sum(untold);
      if (dropped === 0) return undefined;
      const told = REASONS.filter((reason) => untold[reason] > 0);
      const parts = told.map((reason) => `${WORDS[reason]}: ${untold[reason]}`).join(', ');
      const byReason = Object.fromEntries(told.map((reason) => [reason, untold[reason]]));
      return {
        message: `sdk.dropped: ${dropped} logs of this service were dropped (${parts})`,
        fields: { sdk: { dropped, by_reason: byReason, from: formatTime(from), to: formatTime(to) } },
        counts: { ...untold },
      };
    },
    settle(report) {
      for (const reason of REASONS) untold[reason] -= report.counts[reason];
      if (sum(untold) > 0) return;
      from = Number.POSITIVE_INFINITY;
      to = Number.NEGATIVE_INFINITY;
    },
  };
}
