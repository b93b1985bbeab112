import { ChartNote } from '../../../components/chart/chart-note.tsx';
import { stretchOf } from '../../../components/chart/stretch.ts';
import { formatCount } from '../../../lib/format-number.ts';
import { formatFull, formatTick, shapeOfBar } from '../../../lib/format-time.ts';
import { strings } from '../../../strings/catalogue.ts';
import type { Bar, Histogram } from './build-histogram.ts';

const words = strings.explorer.histogram;

/** From when to when some bars go. */
export function spanText(bars: readonly Bar[], first: number, last: number, zone: string): string {
  const [from, to] = [bars[first]?.start ?? 0, bars[last]?.end ?? 0];
  const day = formatFull(from, zone).slice(0, 10);
  const isSameDay = formatFull(to, zone).startsWith(day);
  const shape = shapeOfBar((bars[first]?.end ?? 0) - from);
  const clock = (ms: number): string => formatTick(ms, zone, shape);
  const other = formatFull(to, zone).slice(0, shape === 'minute' ? 16 : 19);
  return words.range(`${day} ${clock(from)}`, isSameDay ? clock(to) : other);
}

interface BarNoteProps {
  histogram: Histogram;
  first: number;
  last: number;
  zone: string;
}

/** What the chosen bars hold, beside them. */
export function BarNote({ histogram: { bars, series }, first, last, zone }: BarNoteProps) {
  const chosen = bars.slice(first, last + 1);
  const total = chosen.reduce((sum, bar) => sum + bar.total, 0);
  const isUnfinished = chosen.some((bar) => bar.isUnfinished);
  const rows = series
    .map(({ key, colour }) => ({ key, colour, count: chosen.reduce((sum, bar) => sum + (bar.counts[key] ?? 0), 0) }))
    .filter(({ count }) => count > 0)
    .map(({ key, colour, count }) => ({ name: key, colour, value: formatCount(count) }));
  return (
    <ChartNote
      about={stretchOf(first, last, bars.length)}
      title={`${spanText(bars, first, last, zone)}${isUnfinished ? ` · ${words.unfinished}` : ''}`}
      lead={words.logs(formatCount(total))}
      rows={rows}
    />
  );
}
