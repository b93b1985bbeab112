/** `local`, `UTC` or an IANA name. */
export type ZoneChoice = string;

/** The zone of this browser. */
export function localZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

export function zoneName(zone: ZoneChoice): string {
  return zone === 'local' ? localZone() : zone;
}

/** Whether the browser knows the zone. */
export function isZone(zone: string): boolean {
  if (zone === 'local') return true;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** How much of a moment an axis says: `14:03:07`, `14:03` or `Nov 26 14:03`. */
export type TickShape = 'second' | 'minute' | 'day';
type Shape = TickShape | 'clock' | 'full';

const SHAPES: Readonly<Record<Shape, Intl.DateTimeFormatOptions>> = {
  clock: { hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3 },
  second: { hour: '2-digit', minute: '2-digit', second: '2-digit' },
  minute: { hour: '2-digit', minute: '2-digit' },
  full: {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
  },
  day: { month: 'short', day: '2-digit', hour: '2-digit', minute: '2-digit' },
};

const formats = new Map<string, Intl.DateTimeFormat>();

function format(shape: Shape, time: number | string, zone: ZoneChoice): string {
  const key = `${shape} ${zone}`;
  let found = formats.get(key);
  if (!found) {
    // Swedish writes dates as ISO 8601 does; names of months are English like all else that is said
    const locale = shape === 'day' ? 'en-US' : 'sv-SE';
    found = new Intl.DateTimeFormat(locale, { ...SHAPES[shape], hourCycle: 'h23', timeZone: zoneName(zone) });
    formats.set(key, found);
  }
  const ms = typeof time === 'number' ? time : Date.parse(time);
  if (Number.isNaN(ms)) return String(time);
  const text = found.format(ms);
  return shape === 'day' ? text.replace(',', '') : text.replace(',', '.');
}

/** `14:03:07.512`. */
export function formatClock(time: number | string, zone: ZoneChoice): string {
  return format('clock', time, zone);
}

/** `2026-11-26 14:03:07.512`. */
export function formatFull(time: number | string, zone: ZoneChoice): string {
  return format('full', time, zone);
}

/** A moment on an axis or beside one. */
export function formatTick(time: number | string, zone: ZoneChoice, shape: TickShape): string {
  return format(shape, time, zone);
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** What tells the moments of an axis from each other. */
export function shapeFor(spanMs: number): TickShape {
  if (spanMs > DAY_MS) return 'day';
  return spanMs < 5 * MINUTE_MS ? 'second' : 'minute';
}

/** What tells where a bar of this length begins and ends, among those of its day. */
export function shapeOfBar(intervalMs: number): Exclude<TickShape, 'day'> {
  return intervalMs % MINUTE_MS === 0 ? 'minute' : 'second';
}

/** `14:03`, or `Nov 25 14:03` where it was more than a day ago. */
export function formatMinute(time: number, zone: ZoneChoice, now: number): string {
  return formatTick(time, zone, now - time > DAY_MS ? 'day' : 'minute');
}

const AGES = [
  ['d', DAY_MS],
  ['h', 3_600_000],
  ['min', MINUTE_MS],
  ['s', 1_000],
] as const;

/** `3 min ago`, `in 2 h`, `just now`. */
export function formatAge(time: number | string, now: number): string {
  const ms = now - (typeof time === 'number' ? time : Date.parse(time));
  const size = Math.abs(ms);
  for (const [unit, unitMs] of AGES) {
    if (size < unitMs) continue;
    const text = `${Math.floor(size / unitMs)} ${unit}`;
    return ms < 0 ? `in ${text}` : `${text} ago`;
  }
  return 'just now';
}

/** How long ago something was. What came since the clock of the page last moved is not in the future. */
export function formatPast(time: number | string, now: number): string {
  return formatAge(time, Math.max(now, new Date(time).getTime()));
}

const LOCAL_TIME = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?))?$/;
const WITH_OFFSET = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/i;

/** When a clock in the zone shows what one of UTC shows at `ms`. */
function momentOf(ms: number, zone: ZoneChoice): number {
  const found = ms - offsetAt(ms - offsetAt(ms, zone), zone);
  // what is left out where clocks are put forward is read as by the clock before: the first such moment is that of the jump
  return Math.max(found, ms - offsetAt(found, zone));
}

/** Epoch ms of `2026-11-26 14:00` as a clock in the zone shows it, or of a time with its own offset; null when it is no time. */
export function parseInZone(text: string, zone: ZoneChoice): number | null {
  const trimmed = text.trim();
  const local = LOCAL_TIME.exec(trimmed);
  if (!local && !WITH_OFFSET.test(trimmed)) return null;
  const ms = Date.parse(local ? `${local[1]}T${local[2] ?? '00:00'}Z` : trimmed.replace(' ', 'T'));
  if (Number.isNaN(ms)) return null;
  return local ? momentOf(ms, zone) : ms;
}

/** How far a clock in the zone is ahead of UTC at that moment, ms. */
export function offsetAt(ms: number, zone: ZoneChoice): number {
  return Date.parse(`${format('full', ms, zone).replace(' ', 'T')}Z`) - ms;
}
