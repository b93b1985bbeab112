import { combine } from '../../lib/query-edit.ts';

/** Finds the logs of a query that took as long or longer, ms; where no log has a time, those that would have one. */
export function slowerThan(q: string, ms: number | null): string {
  return combine(q, ms === null ? 'response_time:*' : `response_time:>=${Math.floor(ms)}`);
}
