import { parseDuration } from '../../../../core/time.ts';
import { crossesThreshold } from '../../lib/crosses-threshold.ts';
import type { RuleDraft } from './rule-draft.ts';

const DAY_MS = 86_400_000;
/** So many buckets are answered at once. */
const MOST_BUCKETS = 900;

/** The last whole windows of a day, in stretches that can each be asked for at once; none when the window is no duration. */
export function stretchesOf(window: string, now: number): { from: string; to: string }[] {
  const windowMs = parseDuration(window) ?? 0;
  if (windowMs < 10_000 || windowMs > 3_600_000) return [];
  const end = Math.floor(now / windowMs) * windowMs;
  const stretches: { from: string; to: string }[] = [];
  for (let from = end - Math.floor(DAY_MS / windowMs) * windowMs; from < end; from += MOST_BUCKETS * windowMs) {
    const to = Math.min(end, from + MOST_BUCKETS * windowMs) - 1;
    stretches.push({ from: new Date(from).toISOString(), to: new Date(to).toISOString() });
  }
  return stretches;
}

/** The threshold in logs of one window; null where the condition is about something else. */
export function thresholdInLogs({ type, threshold, window }: RuleDraft): number | null {
  const value = Number(threshold);
  if (threshold.trim() === '' || Number.isNaN(value)) return null;
  if (type === 'count') return value;
  return type === 'rate' ? (value * (parseDuration(window) ?? 0)) / 1_000 : null;
}

/** Whether the logs of a window cross the threshold; undefined where that cannot be told from its logs. */
export function crossesOf(draft: RuleDraft): ((total: number) => boolean) | undefined {
  const threshold = thresholdInLogs(draft);
  const crosses = threshold === null ? undefined : crossesThreshold(draft.op, threshold);
  // a window without any log is not judged
  return crosses && ((total) => total > 0 && crosses(total));
}

/** The fields whose values are counted apart. */
export function groupFieldsOf({ group_by }: Pick<RuleDraft, 'group_by'>): string[] {
  return group_by
    .split(',')
    .map((field) => field.trim())
    .filter((field) => field !== '');
}

/** How often the counts of one group would have fired: once for windows that cross one after another. Null where that cannot be told from counts alone. */
export function countFirings(draft: RuleDraft, totals: readonly number[]): number | null {
  const crosses = crossesOf(draft);
  const isPlain = draft.slide.trim() === '' && parseDuration(draft.for) === 0;
  if (!crosses || !isPlain) return null;
  const crossed = totals.map(crosses);
  return crossed.filter((isOver, index) => isOver && !crossed[index - 1]).length;
}
