import type { Alert } from '../../../../core/alert.ts';
import { formatAlertValue } from '../../lib/format-alert-value.ts';
import { formatTick, type ZoneChoice } from '../../lib/format-time.ts';
import { strings } from '../../strings/catalogue.ts';
import type { WindowRow } from './join-windows.ts';

const words = strings.alerts.window;

interface WindowNoteProps {
  row: WindowRow;
  at: number;
  unit: Alert['unit'];
  zone: ZoneChoice;
}

/** When a bar was and what it says, beside it on the side with more room. */
export function WindowNote({ row: { bars, intervalMs, isJoined }, at, unit, zone }: WindowNoteProps) {
  const bar = bars[at];
  if (!bar) return null;
  const { start, value } = bar;
  const isRight = at + 0.5 > bars.length / 2;
  const edge = (isRight ? 1 - at / bars.length : (at + 1) / bars.length) * 100;
  const span = Math.max(intervalMs * bars.length, intervalMs % 60_000 === 0 ? 300_000 : 0);
  const [from, to] = [start, start + intervalMs].map((time) => formatTick(time, zone, span)) as [string, string];
  const says = value === null ? words.unknown : formatAlertValue(value, unit);
  return (
    <>
      <div
        className="absolute inset-y-0 bg-ink/8"
        style={{ insetInlineStart: `${(at / bars.length) * 100}%`, width: `${100 / bars.length}%` }}
      />
      <div
        className="absolute top-0 z-20 w-max rounded-lg border border-line bg-raised px-3 py-2 text-xs tabular-nums shadow-float"
        style={{ [isRight ? 'right' : 'left']: `calc(${edge}% + 8px)` }}
      >
        <p className="text-ink-soft">{words.span(from, to)}</p>
        <p className="font-semibold">{isJoined && value !== null ? words.most(says) : says}</p>
      </div>
    </>
  );
}
