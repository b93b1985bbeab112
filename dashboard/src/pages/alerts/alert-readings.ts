import type { Alert } from '../../../../core/alert.ts';
import type { ChartWindow } from '../../components/window-chart/join-windows.ts';
import type { AlertLine } from './alert-line.ts';

/** How bad it got and how it is; null where that is not known. */
export interface AlertReadings {
  /** The value that was farthest beyond the threshold while the alert lasted. */
  peak: number | null;
  /** Of an alert that goes on: its value by now. */
  latest: number | null;
}

interface Judged {
  from: number;
  to: number;
  value: number;
}

interface Judging {
  windowMs: number;
  /** Whether too little is what is wrong. */
  isBelow: boolean;
  now: number;
}

/** The newest window that is over need not have been asked for yet. */
const MOST_BEHIND = 2;

/** The value by now. A window that still fills says what it says only once it holds more than the last whole one. */
function latestOf(windows: readonly Judged[], { windowMs, isBelow, now }: Judging): number | null {
  const recent = windows.filter(({ to }) => to >= now - MOST_BEHIND * windowMs);
  const whole = recent.findLast(({ to }) => to <= now)?.value;
  const running = isBelow ? undefined : recent.findLast(({ to }) => to > now)?.value;
  const told = [whole, running].filter((value) => value !== undefined);
  return told.length === 0 ? null : Math.max(...told);
}

/** What the windows of a rule say of its alert. */
export function readingsOf(
  alert: Pick<Alert, 'value' | 'started_at' | 'ended_at'>,
  { windowMs, op }: Pick<AlertLine, 'windowMs' | 'op'>,
  windows: readonly ChartWindow[],
  now: number,
): AlertReadings {
  const judging = { windowMs, isBelow: op.startsWith('<'), now };
  const known = windows.flatMap(({ time, value }): Judged[] => {
    const from = Date.parse(time);
    return value === null ? [] : [{ from, to: from + windowMs, value }];
  });
  const begin = Date.parse(alert.started_at);
  const end = alert.ended_at === null ? now : Date.parse(alert.ended_at);
  const [first, last] = [windows[0], windows.at(-1)].map((each) => Date.parse(each?.time ?? '')) as [number, number];
  const isWhole = first <= begin && last + windowMs >= end - MOST_BEHIND * windowMs;
  const during = known.filter(({ from, to }) => to >= begin && from <= end);
  // where too few logs are what is wrong, a window that still fills says nothing, and one without logs is not judged
  const judged = during.filter(({ to, value }) => !judging.isBelow || (to <= now && value > 0));
  const farthest = judging.isBelow ? Math.min : Math.max;
  return {
    peak: isWhole ? farthest(alert.value, ...judged.map(({ value }) => value)) : null,
    latest: alert.ended_at === null ? latestOf(known, judging) : null,
  };
}
