import type { Counted } from '../../api/logs.ts';

/** A value with its count and its share of all logs. */
export interface Row extends Counted {
  share: number;
}

const MOST_ROWS = 8;

/** The largest first. */
export function buildRows(counts: Readonly<Record<string, number>> | Counted[], total: number): Row[] {
  const counted = Array.isArray(counts) ? counts : Object.entries(counts).map(([value, count]) => ({ value, count }));
  return counted
    .filter(({ count }) => count > 0)
    .sort((one, other) => other.count - one.count)
    .slice(0, MOST_ROWS)
    .map((each) => ({ ...each, share: total === 0 ? 0 : each.count / total }));
}
