import { formatCount } from '../../../lib/format-number.ts';
import { formatFull, formatTick } from '../../../lib/format-time.ts';
import { strings } from '../../../strings/catalogue.ts';
import type { Bar, Histogram } from './build-histogram.ts';

const words = strings.explorer.histogram;
const MINUTE_MS = 60_000;

/** From when to when some bars go. */
export function spanText(bars: readonly Bar[], first: number, last: number, zone: string): string {
  const [from, to] = [bars[first]?.start ?? 0, bars[last]?.end ?? 0];
  const day = formatFull(from, zone).slice(0, 10);
  const isSameDay = formatFull(to, zone).startsWith(day);
  const isLong = (bars[first]?.end ?? 0) - from >= MINUTE_MS;
  const clock = (ms: number): string => formatTick(ms, zone, isLong ? MINUTE_MS * 60 : 1);
  return words.range(`${day} ${clock(from)}`, isSameDay ? clock(to) : formatFull(to, zone).slice(0, isLong ? 16 : 19));
}

interface BarNoteProps {
  histogram: Histogram;
  first: number;
  last: number;
  zone: string;
}

/** What the chosen bars hold, in a small window beside them. */
export function BarNote({ histogram: { bars, series }, first, last, zone }: BarNoteProps) {
  const chosen = bars.slice(first, last + 1);
  const total = chosen.reduce((sum, bar) => sum + bar.total, 0);
  const isRight = (first + last) / 2 > bars.length / 2;
  const edge = isRight ? (first / bars.length) * 100 : ((last + 1) / bars.length) * 100;
  const rows = series
    .map(({ key, colour }) => ({ key, colour, count: chosen.reduce((sum, bar) => sum + (bar.counts[key] ?? 0), 0) }))
    .filter(({ count }) => count > 0);
  return (
    <div
      aria-hidden
      className="pointer-events-none absolute top-1 z-20 w-max min-w-44 rounded-lg border border-line bg-raised px-3 py-2 text-xs shadow-float"
      style={isRight ? { right: `calc(${100 - edge}% + 8px)` } : { left: `calc(${edge}% + 8px)` }}
    >
      <p className="text-ink-soft">
        {spanText(bars, first, last, zone)}
        {chosen.some(({ isUnfinished }) => isUnfinished) && ` · ${words.unfinished}`}
      </p>
      <p className="mb-1 font-semibold">{words.logs(formatCount(total))}</p>
      {rows.map(({ key, colour, count }) => (
        <p key={key} className="flex items-center gap-2">
          <span className="size-2 rounded-xs" style={{ background: colour }} />
          <span className="grow">{key}</span>
          <span className="tabular-nums">{formatCount(count)}</span>
        </p>
      ))}
    </div>
  );
}
