/** A day as `2026-11-26`: as text it sorts as in time. No zone is in it. */
export type Day = string;

const DAY_MS = 86_400_000;
const DAY = /^\d{4}-\d\d-\d\d$/;
/** As many as a month can touch, so that no month is higher than another. */
const WEEKS = 6;

const read = (day: Day): number => Date.parse(`${day}T00:00:00Z`);

/** The day at that time; of two days the one that can be written. */
function write(ms: number, otherwise: Day): Day {
  const text = Number.isNaN(ms) ? '' : new Date(ms).toISOString().slice(0, 10);
  return DAY.test(text) ? text : otherwise;
}

export function moveDay(day: Day, days: number): Day {
  return write(read(day) + days * DAY_MS, day);
}

/** The same day of another month, or that month's last where it has fewer days. */
export function moveMonth(day: Day, months: number): Day {
  const date = new Date(read(day));
  const wanted = date.getUTCDate();
  // day 0 of a month is the last one of the month before
  date.setUTCMonth(date.getUTCMonth() + months + 1, 0);
  date.setUTCDate(Math.min(wanted, date.getUTCDate()));
  return write(date.getTime(), day);
}

/** 0 on Mondays. */
function weekday(day: Day): number {
  return (new Date(read(day)).getUTCDay() + 6) % 7;
}

/** Six weeks that hold the month of the day, Mondays first. */
export function weeksOf(day: Day): Day[][] {
  const first = `${day.slice(0, 8)}01`;
  const start = moveDay(first, -weekday(first));
  return Array.from({ length: WEEKS }, (_, week) =>
    Array.from({ length: 7 }, (_, column) => moveDay(start, week * 7 + column)),
  );
}

/** Where a key leads from a day, as the grid pattern of WAI-ARIA says; null for other keys. */
export function dayAfterKey(day: Day, { key, shiftKey }: { key: string; shiftKey: boolean }): Day | null {
  switch (key) {
    case 'ArrowLeft':
      return moveDay(day, -1);
    case 'ArrowRight':
      return moveDay(day, 1);
    case 'ArrowUp':
      return moveDay(day, -7);
    case 'ArrowDown':
      return moveDay(day, 7);
    case 'Home':
      return moveDay(day, -weekday(day));
    case 'End':
      return moveDay(day, 6 - weekday(day));
    case 'PageUp':
      return moveMonth(day, shiftKey ? -12 : -1);
    case 'PageDown':
      return moveMonth(day, shiftKey ? 12 : 1);
    default:
      return null;
  }
}
