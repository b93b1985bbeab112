import { formatCount } from '../../lib/format-number.ts';
import type { ZoneChoice } from '../../lib/format-time.ts';
import { strings } from '../../strings/catalogue.ts';
import { nameMoment, type Trend } from './build-trend.ts';

interface BucketNoteProps {
  trend: Trend;
  at: number;
  zone: ZoneChoice;
}

const words = strings.overview.trend;

/** What the bars of a bucket count, in their order from top to bottom: a small window beside them, on the side with more room. */
export function BucketNote({ trend, at, zone }: BucketNoteProps) {
  const { series, buckets } = trend;
  const bucket = buckets[at];
  if (!bucket) return null;
  const [from, to] = [bucket.from, bucket.to + 1].map((time) => nameMoment(time, trend, zone)) as [string, string];
  const rows = series.map(({ key, colour }) => ({ key, colour, count: bucket.counts[key] ?? 0 })).reverse();
  const isRight = at + 0.5 > buckets.length / 2;
  const edge = ((isRight ? buckets.length - at : at + 1) / buckets.length) * 100;
  return (
    <div
      className="absolute top-0 z-20 w-max rounded-lg border border-line bg-raised px-3 py-2 text-xs tabular-nums shadow-float"
      style={{ [isRight ? 'right' : 'left']: `calc(${edge}% + 8px)` }}
    >
      <p className="mb-1 text-ink-soft">{words.span(from, to)}</p>
      {rows.map(({ key, colour, count }) => (
        <p key={key} className="flex items-center gap-2">
          <span className="size-2 rounded-sm" style={{ background: colour }} />
          <span className="grow">{key}</span>
          <span className="ps-4">{formatCount(count)}</span>
        </p>
      ))}
      <p className="mt-1 flex justify-between border-t border-line pt-1 font-semibold">
        <span>{words.total}</span>
        <span>{formatCount(bucket.total)}</span>
      </p>
    </div>
  );
}
