import { Check, LoaderCircle, TriangleAlert } from 'lucide-react';
import { formatCount, formatDuration } from '../../../lib/format-number.ts';
import { strings } from '../../../strings/catalogue.ts';

const words = strings.explorer.result;

/** What a search found. */
export interface ResultSummary {
  hits: number;
  /** False when more logs match than were counted. */
  isComplete: boolean;
  tookMs: number;
}

/** How many hits, how long it took, and whether that is all. */
export function ResultLine({ summary, isRunning }: { summary: ResultSummary | null; isRunning: boolean }) {
  return (
    <p
      role="status"
      aria-label={words.label}
      className="flex h-8 items-center gap-2 text-[13px] tabular-nums sm:min-w-52"
    >
      {summary === null ? (
        <span className="text-ink-soft">{isRunning ? words.searching : strings.common.none}</span>
      ) : (
        <>
          <strong className="font-semibold">
            {summary.isComplete
              ? words.hits(formatCount(summary.hits), summary.hits === 1)
              : words.atLeast(formatCount(summary.hits))}
          </strong>
          <span className="text-ink-faint max-sm:hidden">·</span>
          <span className="text-ink-soft max-sm:hidden">{formatDuration(summary.tookMs)}</span>
          <span className="text-ink-faint max-sm:hidden">·</span>
          {summary.isComplete ? (
            <span className="flex items-center gap-1 text-ink-soft">
              <Check size={13} aria-hidden />
              <span className="max-sm:sr-only">{words.complete}</span>
            </span>
          ) : (
            <span className="flex items-center gap-1 text-caution" title={words.partialWhy}>
              <TriangleAlert size={13} aria-hidden />
              <span className="max-sm:sr-only">{words.partial}</span>
            </span>
          )}
          {isRunning && <LoaderCircle size={13} aria-hidden className="animate-spin text-ink-faint" />}
        </>
      )}
    </p>
  );
}
