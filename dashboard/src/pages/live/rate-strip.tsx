import { memo } from 'react';
import { barAt } from '../../components/chart/bar-at.ts';
import { usePointed } from '../../components/chart/use-pointed.ts';
import { formatCompact } from '../../lib/format-number.ts';
import { useNow } from '../../lib/use-now.ts';
import { strings } from '../../strings/catalogue.ts';
import { SECONDS_KEPT, type SecondCount } from './second-counts.ts';

const words = strings.live.rate;
const HEIGHT = 32;
/** Of the width of a second; the rest keeps it apart from the next. */
const BAR = 0.72;
const LEAST_HEIGHT = 1;

type Kind = 'logs' | 'errors';

interface BarsProps {
  counts: readonly SecondCount[];
  kind: Kind;
  /** The second that is under way: those before it are drawn, the last at the right. */
  second: number;
  most: number;
}

/** All bars of a kind as one path: at each moment of a busy tail two elements change instead of hundreds. */
function drawBars({ counts, kind, second, most }: BarsProps): string {
  return counts
    .filter((each) => each.second < second && each[kind] > 0)
    .map((each) => {
      const x = SECONDS_KEPT - (second - each.second);
      const height = Math.max(LEAST_HEIGHT, (each[kind] / most) * HEIGHT).toFixed(1);
      return `M${x} ${HEIGHT}v-${height}h${BAR}v${height}z`;
    })
    .join('');
}

interface FigureProps {
  value: number;
  unit: string;
  look: string;
}

function Figure({ value, unit, look }: FigureProps) {
  return (
    <span className={`flex items-baseline gap-1 whitespace-nowrap ${look}`}>
      <span className="text-[15px] leading-tight font-semibold">{formatCompact(value)}</span>
      <span className="text-xs">{unit}</span>
    </span>
  );
}

/** How many seconds ago a place was, from 1. */
function agoAt(share: number): number {
  return SECONDS_KEPT - barAt(share, SECONDS_KEPT);
}

/** Logs and errors of each of the last two minutes' seconds, with those of the last whole one, or of the one pointed at, in figures. */
export const RateStrip = memo(function RateStrip({ counts }: { counts: readonly SecondCount[] }) {
  const second = Math.floor(useNow(1_000) / 1_000);
  const { pointed: ago, handlers } = usePointed({ locate: agoAt });
  const shown = counts.filter((each) => each.second < second && each.second >= second - SECONDS_KEPT);
  const peak = shown.reduce((most, { logs }) => Math.max(most, logs), 0);
  const told = shown.find((each) => each.second === second - (ago ?? 1));
  const drawn = { counts: shown, second, most: Math.max(1, peak) };
  return (
    <div className="flex shrink-0 items-stretch gap-4 border-b border-line bg-surface px-3 py-2">
      <div className="flex w-24 shrink-0 flex-col justify-between">
        <Figure value={told?.logs ?? 0} unit={words.logs} look="text-ink" />
        <Figure value={told?.errors ?? 0} unit={words.errors} look={told?.errors ? 'text-bad' : 'text-ink-soft'} />
      </div>
      <div className="min-w-0 grow">
        <svg
          aria-hidden="true"
          viewBox={`0 0 ${SECONDS_KEPT} ${HEIGHT}`}
          preserveAspectRatio="none"
          className="block h-8 w-full border-b border-line-strong"
          {...handlers}
        >
          {ago !== null && (
            <rect x={SECONDS_KEPT - ago - (1 - BAR) / 2} width={1} height={HEIGHT} fill="var(--accent-soft)" />
          )}
          <path d={drawBars({ ...drawn, kind: 'logs' })} fill="var(--series-rest)" />
          <path d={drawBars({ ...drawn, kind: 'errors' })} fill="var(--level-error)" />
        </svg>
        <p className="mt-0.5 flex justify-between text-[11px] leading-tight text-ink-faint">
          <span>{words.begin}</span>
          {ago !== null && <span>{words.ago(ago)}</span>}
          <span>{words.now}</span>
        </p>
      </div>
      <p className="shrink-0 text-xs whitespace-nowrap text-ink-soft">{words.peak(formatCompact(peak))}</p>
    </div>
  );
});
