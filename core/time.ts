/** Times: epoch milliseconds inside, RFC 3339 UTC with milliseconds at every edge. */

const MIN_MS = Date.UTC(0, 0, 1) - (Date.UTC(1900, 0, 1) - Date.parse('0000-01-01T00:00:00.000Z'));
const MAX_MS = Date.parse('9999-12-31T23:59:59.999Z');

/** Whether a number of milliseconds can be written as a four-digit year. */
export function isRepresentable(ms: number): boolean {
  return ms >= MIN_MS && ms <= MAX_MS;
}

let cachedSecond = Number.NaN;
let cachedPrefix = '';
let cachedMs = Number.NaN;
let cachedText = '';

/** `YYYY-MM-DDTHH:mm:ss.sssZ`, 24 characters. @throws RangeError outside the years 0–9999. */
export function formatTime(ms: number): string {
  const whole = Math.floor(ms);
  if (whole === cachedMs) return cachedText;
  const second = Math.floor(whole / 1000);
  if (second !== cachedSecond) {
    if (!isRepresentable(whole)) throw new RangeError(`time out of range: ${ms}`);
    cachedPrefix = new Date(second * 1000).toISOString().slice(0, 20);
    cachedSecond = second;
  }
  const rest = whole - second * 1000;
  cachedText = `${cachedPrefix}${rest < 10 ? '00' : rest < 100 ? '0' : ''}${rest}Z`;
  cachedMs = whole;
  return cachedText;
}

const digit = (text: string, at: number): number => text.charCodeAt(at) - 48;
const pair = (text: string, at: number): number => digit(text, at) * 10 + digit(text, at + 1);

let parsedDay = '';
let parsedDayMs = 0;

/** Epoch milliseconds of a time in the form that {@link formatTime} writes. Other forms give whatever `Date.parse` says, NaN included. */
export function parseTime(text: string): number {
  if (text.length !== 24 || text.charCodeAt(23) !== 90) return Date.parse(text);
  const day = text.slice(0, 10);
  if (day !== parsedDay) {
    const ms = Date.parse(`${day}T00:00:00.000Z`);
    if (Number.isNaN(ms)) return Number.NaN;
    parsedDay = day;
    parsedDayMs = ms;
  }
  const ms = digit(text, 20) * 100 + pair(text, 21);
  return parsedDayMs + ((pair(text, 11) * 60 + pair(text, 14)) * 60 + pair(text, 17)) * 1000 + ms;
}

const UNIT_MS: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** Milliseconds of `90s`, `5m`, `1h30m`, `7d`; null when it is no duration. */
export function parseDuration(text: string): number | null {
  let total = 0;
  let rest = text.trim();
  if (rest === '') return null;
  while (rest !== '') {
    const found = /^(\d+(?:\.\d+)?)(ms|s|m|h|d|w)/.exec(rest);
    if (!found) return null;
    total += Number(found[1]) * (UNIT_MS[found[2] ?? ''] ?? 0);
    rest = rest.slice(found[0].length);
  }
  return total;
}

/** The shortest exact form: `90s`, `5m`, `1h`. */
export function formatDuration(ms: number): string {
  for (const unit of ['d', 'h', 'm', 's'] as const) {
    const size = UNIT_MS[unit] ?? 1;
    if (ms >= size && ms % size === 0) return `${ms / size}${unit}`;
  }
  return `${ms}ms`;
}
