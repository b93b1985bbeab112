export interface ChartBucket {
  time: string;
  total: number;
}

interface WindowChartProps {
  buckets: readonly ChartBucket[];
  /** What it shows, in words. */
  label: string;
  /** Epoch ms; shaded. */
  marked?: readonly [number, number];
  threshold?: number;
  /** Left and right end, in words. */
  ends: readonly [string, string];
}

const WIDTH = 1_000;
const HEIGHT = 100;

/** All bars in one path: a day of short windows has thousands. */
export function pathOfBars(buckets: readonly ChartBucket[], most: number): string {
  const step = WIDTH / Math.max(1, buckets.length);
  const width = step * (step > 4 ? 0.8 : 1);
  return buckets
    .map(({ total }, index) => ({ x: index * step, height: (total / most) * HEIGHT }))
    .filter(({ height }) => height > 0)
    .map(
      ({ x, height }) => `M${x.toFixed(2)} ${HEIGHT}v-${height.toFixed(2)}h${width.toFixed(2)}v${height.toFixed(2)}z`,
    )
    .join('');
}

/** Where a stretch of time lies on the chart, cut off at its ends; null when it is not there. */
export function placeOf(
  buckets: readonly ChartBucket[],
  [from, to]: readonly [number, number],
): { x: number; width: number } | null {
  const first = Date.parse(buckets[0]?.time ?? '');
  const step = Date.parse(buckets[1]?.time ?? '') - first;
  if (Number.isNaN(step)) return null;
  const span = step * buckets.length;
  const place = (time: number): number => Math.min(1, Math.max(0, (time - first) / span)) * WIDTH;
  return { x: place(from), width: Math.max(4, place(to) - place(from)) };
}

/** Counts over time with a stretch of it marked, or with a line. */
export function WindowChart({ buckets, label, marked, threshold, ends }: WindowChartProps) {
  const most = Math.max(1, ...buckets.map(({ total }) => total), (threshold ?? 0) * 1.1);
  const place = marked ? placeOf(buckets, marked) : null;
  const lineAt = threshold === undefined ? null : HEIGHT - (threshold / most) * HEIGHT;
  return (
    <figure className="m-0">
      <p aria-hidden className="mb-1 text-xs text-ink-faint tabular-nums">
        {Math.round(most).toLocaleString('en-US')}
      </p>
      <svg
        role="img"
        aria-label={label}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="block h-36 w-full border-b border-line-strong"
      >
        {place && <rect x={place.x} y={0} width={place.width} height={HEIGHT} fill="var(--bad-soft)" />}
        <path d={pathOfBars(buckets, most)} fill="var(--accent)" />
        {place && (
          <line x1={place.x} x2={place.x} y1={0} y2={HEIGHT} stroke="var(--bad)" vectorEffect="non-scaling-stroke" />
        )}
        {lineAt !== null && (
          <line
            x1={0}
            x2={WIDTH}
            y1={lineAt}
            y2={lineAt}
            stroke="var(--bad)"
            strokeWidth={1.5}
            strokeDasharray="6 4"
            vectorEffect="non-scaling-stroke"
          />
        )}
      </svg>
      <p aria-hidden className="mt-1 flex justify-between text-xs text-ink-faint tabular-nums">
        <span>{ends[0]}</span>
        <span>{ends[1]}</span>
      </p>
    </figure>
  );
}
