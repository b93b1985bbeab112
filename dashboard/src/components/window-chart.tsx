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
  /** The highest that has to be shown, also in words. */
  most: number;
  mostSays: string;
  /** Left and right end, in words. */
  ends: readonly [string, string];
}

const WIDTH = 1_000;
const HEIGHT = 100;

/** More bars than these cannot be told apart. */
const MOST_BARS = 300;

/** The buckets, neighbours joined where there are too many: a bar is as high as the highest of them, so that no peak is lost. */
function joinNeighbours(buckets: readonly ChartBucket[]): ChartBucket[] {
  const size = Math.max(1, Math.ceil(buckets.length / MOST_BARS));
  return Array.from({ length: Math.ceil(buckets.length / size) }, (_, at) => {
    const joined = buckets.slice(at * size, (at + 1) * size);
    return { time: joined[0]?.time ?? '', total: Math.max(...joined.map(({ total }) => total)) };
  });
}

function pathOfBars(all: readonly ChartBucket[], most: number): string {
  const buckets = joinNeighbours(all);
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
function placeOf(
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

/** The highest of some counts that has to be shown: a bar, or the threshold with some room above. */
export function topOf(totals: readonly number[], threshold = 0): number {
  return Math.max(1, ...totals, threshold * 1.1);
}

interface WindowBarsProps extends Omit<WindowChartProps, 'ends' | 'mostSays'> {
  className: string;
}

/** The bars alone, on a scale that several of them can share. */
export function WindowBars({ buckets, label, marked, threshold, most, className }: WindowBarsProps) {
  const place = marked ? placeOf(buckets, marked) : null;
  const lineAt = threshold === undefined ? null : HEIGHT - (threshold / most) * HEIGHT;
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className={`block w-full border-b border-line-strong ${className}`}
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
  );
}

/** What was counted or measured over time, with a stretch of it marked, or with a line. */
export function WindowChart({ ends, mostSays, most, ...shown }: WindowChartProps) {
  return (
    <figure className="m-0">
      <p aria-hidden className="mb-1 text-xs text-ink-faint tabular-nums">
        {mostSays}
      </p>
      <WindowBars {...shown} most={most} className="h-36" />
      <p aria-hidden className="mt-1 flex justify-between text-xs text-ink-faint tabular-nums">
        <span>{ends[0]}</span>
        <span>{ends[1]}</span>
      </p>
    </figure>
  );
}
