import { formatFull, type ZoneChoice } from './format-time.ts';
import { resolveTime, type TimeRange } from './time-range.ts';

/** Day and clock of an end in the zone; null for one that moves with the clock, or is no time. */
function readEnd(text: string, zone: ZoneChoice): [day: string, clock: string] | null {
  const ms = text.startsWith('now') ? null : resolveTime(text, 0);
  if (ms === null) return null;
  const [day = '', clock = ''] = formatFull(ms, zone).split(' ');
  return [day, clock];
}

/** `10:00`, or `10:00:30` where seconds are wanted. */
const cutClock = (clock: string, withSeconds: boolean): string => clock.slice(0, withSeconds ? 8 : 5);

const hasSeconds = (clock: string): boolean => clock.slice(6, 8) !== '00';

/**
 * Both ends for people, a day that they share said once: `2026-11-26 10:00 – 11:00`, and of whole days the days alone.
 * Ends that move with the clock are written as they are: `now-2h – now-1h`.
 */
export function formatRange({ from, to }: TimeRange, zone: ZoneChoice): string {
  const [begin, end] = [readEnd(from, zone), readEnd(to, zone)];
  const withSeconds = [begin, end].some((read) => read && hasSeconds(read[1]));
  const write = (text: string, read: typeof begin): string =>
    read ? `${read[0]} ${cutClock(read[1], withSeconds)}` : text;
  if (!begin || !end) return `${write(from, begin)} – ${write(to, end)}`;
  const isOneDay = begin[0] === end[0];
  if (begin[1] === '00:00:00.000' && end[1] === '23:59:59.999') return isOneDay ? begin[0] : `${begin[0]} – ${end[0]}`;
  return `${write(from, begin)} – ${isOneDay ? cutClock(end[1], withSeconds) : write(to, end)}`;
}

/** One end as text that can be edited, down to the ms where there are any. */
export function editableEnd(text: string, zone: ZoneChoice): string {
  const read = readEnd(text, zone);
  return read ? read.join(' ').replace(/\.000$/, '') : text;
}
