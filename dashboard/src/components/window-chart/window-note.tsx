import type { Alert } from '../../../../core/alert.ts';
import { formatAlertValue } from '../../lib/format-alert-value.ts';
import { formatTick, shapeFor, shapeOfBar, type ZoneChoice } from '../../lib/format-time.ts';
import { strings } from '../../strings/catalogue.ts';
import { ChartNote } from '../chart/chart-note.tsx';
import { placeOver, stretchOf } from '../chart/stretch.ts';
import type { WindowRow } from './join-windows.ts';

const words = strings.alerts.window;

interface WindowNoteProps {
  row: WindowRow;
  at: number;
  unit: Alert['unit'];
  zone: ZoneChoice;
}

/** When a bar was and what it says; the bar stands out. */
export function WindowNote({ row: { bars, intervalMs, isJoined }, at, unit, zone }: WindowNoteProps) {
  const bar = bars[at];
  if (!bar) return null;
  const { start, value } = bar;
  const shape = shapeFor(intervalMs * bars.length) === 'day' ? 'day' : shapeOfBar(intervalMs);
  const [from, to] = [start, start + intervalMs].map((time) => formatTick(time, zone, shape)) as [string, string];
  const says = value === null ? words.unknown : formatAlertValue(value, unit);
  const about = stretchOf(at, at, bars.length);
  return (
    <>
      <div className="absolute inset-y-0 bg-ink/8" style={placeOver(about)} />
      <ChartNote
        about={about}
        title={words.span(from, to)}
        lead={isJoined && value !== null ? words.most(says) : says}
      />
    </>
  );
}
