import type { Alert } from '../../../../core/alert.ts';
import { formatAlertTick, grainOf } from '../../lib/format-alert-value.ts';
import { useZone } from '../../lib/screen-state.ts';
import { barAt } from '../chart/bar-at.ts';
import { ChartFrame, type Plot } from '../chart/chart-frame.tsx';
import { PlotOver } from '../chart/plot-over.tsx';
import { timeMarks } from '../chart/time-marks.ts';
import { usePointed } from '../chart/use-pointed.ts';
import { type ChartWindow, joinWindows, type WindowRow } from './join-windows.ts';
import { WindowNote } from './window-note.tsx';
import { WindowPaths } from './window-paths.tsx';

/** A stretch of time, epoch ms, and what it is. */
interface Stretch {
  from: number;
  to: number;
  says: string;
}

interface WindowChartProps {
  windows: readonly ChartWindow[];
  /** What the windows are measured in. */
  unit: Alert['unit'];
  /** What it shows, in words. */
  label: string;
  marked?: Stretch | undefined;
  threshold?: { value: number; says: string } | undefined;
  /** Whether a window is one that the rule is about; those stand out. */
  crosses?: ((value: number) => boolean) | undefined;
}

const ROOM = { left: 48, right: 4, top: 18, bottom: 20 };
/** Room that a text beside a line needs, px. */
const LINE_TEXT = 14;
/** A text is written over the bars. */
const HALO = { paintOrder: 'stroke', stroke: 'var(--surface)', strokeWidth: 3 } as const;

/** Where a moment lies on the chart, at an end of it when it is outside. */
function placeOf(time: number, { bars, intervalMs }: WindowRow, plot: Plot): number {
  const share = (time - (bars[0]?.start ?? 0)) / Math.max(intervalMs * bars.length, 1);
  return plot.x + Math.min(1, Math.max(0, share)) * plot.width;
}

/** The stretch that is marked, behind the bars. */
function Marked({ marked, row, plot }: { marked: Stretch; row: WindowRow; plot: Plot }) {
  const [left, right] = [placeOf(marked.from, row, plot), placeOf(marked.to, row, plot)];
  return (
    <rect x={left} y={plot.y} width={Math.max(2, right - left)} height={plot.height} fill="var(--bad-soft)">
      <title>{marked.says}</title>
    </rect>
  );
}

/** Where the stretch begins, with its name above, on the side that has room; nothing where that is not shown. */
function MarkedEdge({ marked, row, plot }: { marked: Stretch; row: WindowRow; plot: Plot }) {
  if (marked.from < (row.bars[0]?.start ?? 0)) return null;
  const left = placeOf(marked.from, row, plot);
  const isRight = left > plot.x + plot.width / 2;
  return (
    <>
      <line x1={left} x2={left} y1={plot.y - 4} y2={plot.y + plot.height} stroke="var(--ink)" />
      <text
        x={left + (isRight ? 1 : -1)}
        y={plot.y - 6}
        textAnchor={isRight ? 'end' : 'start'}
        className="fill-ink font-medium"
      >
        {marked.says}
      </text>
    </>
  );
}

function ThresholdLine({ value, says, plot }: { value: number; says: string; plot: Plot }) {
  const y = plot.place(value);
  const isHigh = y - plot.y < 2 * LINE_TEXT;
  return (
    <>
      <line
        x1={plot.x}
        x2={plot.x + plot.width}
        y1={y}
        y2={y}
        stroke="var(--bad)"
        strokeWidth={1.5}
        strokeDasharray="6 4"
      />
      <text x={plot.x + 4} y={isHigh ? y + LINE_TEXT - 2 : y - 5} className="fill-bad font-medium" {...HALO}>
        {says}
      </text>
    </>
  );
}

interface DrawingProps extends Omit<WindowChartProps, 'windows' | 'label'> {
  row: WindowRow;
}

function Drawing({ row, unit, marked, threshold, crosses }: DrawingProps) {
  const [zone] = useZone();
  const { bars } = row;
  const most = Math.max(0, ...bars.map(({ value }) => value ?? 0), (threshold?.value ?? 0) * 1.1);
  return (
    <ChartFrame
      most={unit === 'ratio' ? Math.min(1, most) : most}
      steps={4}
      grain={grainOf(unit)}
      format={(value) => formatAlertTick(value, unit)}
      marks={timeMarks(row, zone)}
      room={ROOM}
      markGap={24}
      ground="var(--line-strong)"
    >
      {(plot) => (
        <>
          {marked && <Marked marked={marked} row={row} plot={plot} />}
          <WindowPaths bars={bars} plot={plot} crosses={crosses} />
          {marked && <MarkedEdge marked={marked} row={row} plot={plot} />}
          {threshold && <ThresholdLine {...threshold} plot={plot} />}
        </>
      )}
    </ChartFrame>
  );
}

/** What was counted or measured in each window, with the stretch of an alert and the threshold of its rule. */
export function WindowChart({ windows, label, ...drawn }: WindowChartProps) {
  const [zone] = useZone();
  const row = joinWindows(windows);
  const { pointed, handlers } = usePointed({ room: ROOM, locate: (share) => barAt(share, row.bars.length) });
  return (
    <div role="img" aria-label={label} className="relative h-48" {...handlers}>
      <Drawing row={row} {...drawn} />
      {pointed !== null && (
        <PlotOver room={ROOM}>
          <WindowNote row={row} at={pointed} unit={drawn.unit} zone={zone} />
        </PlotOver>
      )}
    </div>
  );
}
