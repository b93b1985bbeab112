const whole = new Intl.NumberFormat('en-US');
const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });
const threeDigits = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 3 });
const oneDigit = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });

/** As messages, conditions of rules and the documents write it. */
const percent = (share: number): string => `${oneDigit.format(share * 100)} %`;

/** `12,483`. */
export function formatCount(count: number): string {
  return whole.format(count);
}

/** `12.5K`, for where room is short. */
export function formatCompact(count: number): string {
  return Math.abs(count) < 10_000 ? whole.format(Math.round(count * 10) / 10) : compact.format(count);
}

/** `9,999`, `143K`, `12.3M`: five characters at most, for what must never be cut. */
export function formatShort(count: number): string {
  return Math.abs(count) < 10_000 ? formatCompact(count) : threeDigits.format(count);
}

/** `3.4 %` of a share between 0 and 1; `<0.1 %` of one that would read as nothing, `>99.9 %` of one that would read as all. */
export function formatShare(share: number): string {
  if (share > 0 && share < 0.000_5) return '<0.1 %';
  if (share < 1 && share >= 0.999_5) return '>99.9 %';
  return percent(share);
}

const BYTE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** `512 B`, `1.2 MB`, in powers of a thousand. */
export function formatBytes(bytes: number): string {
  let [shown, unit] = [bytes, 0];
  while (Math.round(shown * 10) / 10 >= 1_000 && unit < BYTE_UNITS.length - 1) {
    shown /= 1_000;
    unit += 1;
  }
  return `${Math.round(shown * 10) / 10} ${BYTE_UNITS[unit]}`;
}

/** Unit, its length in ms, and how much of the number is shown. */
const DURATION_UNITS: readonly [unit: string, ms: number, digits: number][] = [
  ['d', 86_400_000, 1],
  ['h', 3_600_000, 1],
  ['min', 60_000, 1],
  ['s', 1_000, 2],
  ['ms', 1, 0],
  ['µs', 0.001, 0],
];
/** Below this a millisecond is worth its tenth. */
const FEW_MS = 10;

/** `850 µs`, `42 ms`, `1.24 s`, `3.5 min`. */
export function formatDuration(ms: number): string {
  if (ms < 0) return `−${formatDuration(-ms)}`;
  for (const [unit, unitMs, digits] of DURATION_UNITS) {
    const scale = 10 ** (unit === 'ms' && ms < FEW_MS ? 1 : digits);
    const shown = Math.round((ms / unitMs) * scale) / scale;
    if (shown >= 1) return `${shown} ${unit}`;
  }
  return '0 ms';
}

/** Change against a former value as a share; null when there is nothing to compare with. */
export function changeOf(current: number, former: number): number | null {
  return former === 0 ? null : (current - former) / former;
}

/** From ten times as much on nobody reads percent. */
const MANY_TIMES = 9;

/** `+12.5 %`, `−3 %`; `×661` of what grew to many times as much. */
export function formatChange(change: number): string {
  if (change >= MANY_TIMES) return `×${compact.format(change + 1)}`;
  const size = percent(Math.abs(change));
  const sign = size === percent(0) ? '±' : change > 0 ? '+' : '−';
  return `${sign}${size}`;
}

/** `+1.25`, `−0.30`: how much a word speaks for something, or against it. */
export function formatWeight(weight: number): string {
  return `${weight < 0 ? '−' : '+'}${Math.abs(weight).toFixed(2)}`;
}
