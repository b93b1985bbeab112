import type { Alert } from '../../../../core/alert.ts';

/** How long an alert lasted, ms; null while it goes on. */
export function lengthOf({ started_at, ended_at }: Pick<Alert, 'started_at' | 'ended_at'>): number | null {
  return ended_at === null ? null : Math.max(0, Date.parse(ended_at) - Date.parse(started_at));
}
