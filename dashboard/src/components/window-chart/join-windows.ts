/** What was counted or measured in a window; null where that cannot be told. */
export interface ChartWindow {
  time: string;
  value: number | null;
}

/** One or several windows, one after another. */
export interface WindowBar {
  /** Epoch ms. */
  start: number;
  /** Of several the highest, so that no peak is lost. */
  value: number | null;
}

export interface WindowRow {
  bars: WindowBar[];
  /** Of a bar, ms; 0 where there are too few windows to tell. */
  intervalMs: number;
  /** Whether a bar is more than one window. */
  isJoined: boolean;
}

/** More bars than these cannot be told apart. */
const MOST_BARS = 300;

function highest(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.max(one, other);
}

/** A bar for each window, or for as many neighbours as it takes to have few enough bars; those begin at round times. */
export function joinWindows(windows: readonly ChartWindow[]): WindowRow {
  const size = Math.max(1, Math.ceil(windows.length / MOST_BARS));
  const [first, second] = windows.map(({ time }) => Date.parse(time));
  const windowMs = first === undefined || second === undefined ? 0 : second - first;
  const intervalMs = windowMs * size;
  const beginOf = ({ time }: ChartWindow): number => {
    const start = Date.parse(time);
    return size === 1 ? start : Math.floor(start / intervalMs) * intervalMs;
  };
  const bars: WindowBar[] = [];
  for (const each of windows) {
    const start = beginOf(each);
    const last = bars.at(-1);
    if (last?.start === start) last.value = highest(last.value, each.value);
    else bars.push({ start, value: each.value });
  }
  return { bars, intervalMs, isJoined: size > 1 };
}
