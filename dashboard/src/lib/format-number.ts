const whole = new Intl.NumberFormat('en-US');
const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });
const percent = new Intl.NumberFormat('en-US', { style: 'percent', maximumFractionDigits: 1 });

/** `12,483`. */
export function formatCount(count: number): string {
  return whole.format(count);
}

/** `12.5K`, for where room is short. */
export function formatCompact(count: number): string {
  return Math.abs(count) < 10_000 ? whole.format(Math.round(count * 10) / 10) : compact.format(count);
}

/** `3.4%` of a share between 0 and 1. */
export function formatShare(share: number): string {
  return percent.format(share);
}

/** `850 µs`, `42 ms`, `1.24 s`, `3.5 min`. */
export function formatDuration(ms: number): string {
  if (ms < 1) return `${Math.round(ms * 1_000)} µs`;
  if (ms < 1_000) return `${ms < 10 ? Math.round(ms * 10) / 10 : Math.round(ms)} ms`;
  if (ms < 60_000) return `${Math.round(ms / 10) / 100} s`;
  if (ms < 3_600_000) return `${Math.round(ms / 6_000) / 10} min`;
  if (ms < 86_400_000) return `${Math.round(ms / 360_000) / 10} h`;
  return `${Math.round(ms / 8_640_000) / 10} d`;
}

/** Change against a former value as a share; null when there is nothing to compare with. */
export function changeOf(current: number, former: number): number | null {
  return former === 0 ? null : (current - former) / former;
}

/** `+12.5%`, `−3%`. */
export function formatChange(change: number): string {
  const sign = change > 0 ? '+' : change < 0 ? '−' : '±';
  return `${sign}${formatShare(Math.abs(change))}`;
}
