import { combine } from '../../lib/query-edit.ts';

/** All answers whose status begins with the same digit. */
export interface StatusClass {
  /** `5xx`. */
  name: string;
  count: number;
  /** Of the logs that have a status. */
  share: number;
  /** Finds the logs that are counted. */
  query: string;
}

/** These are shown also when there are none. */
const USUAL = ['2', '3', '4', '5'];

/** The status codes by class, in order. */
export function buildStatusClasses(byStatusCode: Readonly<Record<string, number>>, q: string): StatusClass[] {
  const counts = new Map(USUAL.map((digit) => [digit, 0]));
  for (const [code, count] of Object.entries(byStatusCode)) {
    const digit = code.slice(0, 1);
    counts.set(digit, (counts.get(digit) ?? 0) + count);
  }
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return [...counts]
    .sort(([one], [other]) => Number(one) - Number(other))
    .map(([digit, count]) => ({
      name: `${digit}xx`,
      count,
      share: total === 0 ? 0 : count / total,
      query: combine(q, `status_code:[${digit}00 TO ${digit}99]`),
    }));
}
