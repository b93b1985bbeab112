import type { Alert } from '../../../../core/alert.ts';

/** So much time around an alert is shown with it. */
export const AROUND_MS = 15 * 60_000;

/** The alert's own time, and some time around it. */
export function timesOf(
  { started_at, ended_at }: Alert,
  now: number,
): { alert: [number, number]; shown: [number, number] } {
  const from = Date.parse(started_at);
  const to = Math.max(from, ended_at === null ? now : Date.parse(ended_at));
  return { alert: [from, to], shown: [from - AROUND_MS, Math.min(Math.max(now, to), to + AROUND_MS)] };
}
