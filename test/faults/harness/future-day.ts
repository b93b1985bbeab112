import { randomInt } from 'node:crypto';
import { formatTime } from '../../../core/time.ts';

const DAY_MS = 86_400_000;
const FIRST_MS = Date.UTC(2050, 0, 1);
const DAYS = 20_000;

/** A day of which nobody else has logs, and that no retention takes: its first instant, epoch ms. */
export function futureDay(): number {
  return FIRST_MS + randomInt(DAYS) * DAY_MS;
}

/** The index of the logs of a day. */
export function indexOf(dayMs: number): string {
  return `logs_classified-${formatTime(dayMs).slice(0, 10).replaceAll('-', '.')}`;
}
