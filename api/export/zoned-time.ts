import { formatTime, parseTime } from '../../core/time.ts';

/** No zone changes its offset within a quarter of an hour. */
const QUARTER_MS = 900_000;

const PARTS = {
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
} as const;

function createOffset(zone: string): (ms: number) => number {
  const format = new Intl.DateTimeFormat('en-US', { ...PARTS, timeZone: zone, hourCycle: 'h23', era: 'short' });
  let quarter = Number.NaN;
  let offset = 0;
  return (ms) => {
    const wanted = Math.floor(ms / QUARTER_MS);
    if (wanted === quarter) return offset;
    quarter = wanted;
    const second = Math.floor(ms / 1_000) * 1_000;
    const parts = Object.fromEntries(format.formatToParts(second).map(({ type, value }) => [type, value]));
    const local = new Date(0);
    const year = parts.era === 'BC' ? 1 - Number(parts.year) : Number(parts.year);
    local.setUTCFullYear(year, Number(parts.month) - 1, Number(parts.day));
    local.setUTCHours(Number(parts.hour), Number(parts.minute), Number(parts.second));
    offset = local.getTime() - second;
    return offset;
  };
}

function writeOffset(offsetMs: number): string {
  const minutes = Math.round(Math.abs(offsetMs) / 60_000);
  const pad = (value: number): string => String(value).padStart(2, '0');
  return `${offsetMs < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}

/**
 * A function that writes a stored time in an IANA zone: `2026-11-20T11:00:00.000+01:00`.
 * @throws RangeError when there is no such zone.
 */
export function createZonedTime(zone: string): (time: string) => string {
  const offsetAt = createOffset(zone);
  return (time) => {
    const ms = parseTime(time);
    const offset = offsetAt(ms);
    return formatTime(ms + offset).slice(0, -1) + writeOffset(offset);
  };
}
