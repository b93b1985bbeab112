import type { Condition } from '../../../../core/alert-rule.ts';
import { parseDuration } from '../../../../core/time.ts';
import { type WindowsQuestion, wholeOf } from '../../api/rule-windows.ts';
import { measureOf, type ValuesQuestion, type WindowMeasure } from '../../api/window-values.ts';
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

/** What the rule judges, where that is no number of logs; undefined where the server does not tell it, or the draft does not yet. */
export function measureOfDraft({ type, of, field, quantile, min_count }: RuleDraft): WindowMeasure | null | undefined {
  if (type === 'distinct' && field.trim() === '') return undefined;
  const minCount = Math.max(1, Number(min_count) || 1);
  // as far as it matters here: which fields a kind has is known by who reads them
  const condition: unknown = {
    type,
    of: of.trim(),
    field: field.trim(),
    quantile: Number(quantile),
    min_count: minCount,
  };
  return measureOf(condition as Condition);
}

/** The question for the values of the newest windows of these stretches, no more than so many. */
export function valuesQuestion({ q, window, stretches }: WindowsQuestion, measure: WindowMeasure, most: number) {
  const { from, to } = wholeOf({ stretches });
  const end = Date.parse(to);
  const begin = Math.max(Date.parse(from), end + 1 - most * (parseDuration(window) ?? 0));
  return { q, window, shown: [begin, end], measure } satisfies ValuesQuestion;
}

/** The threshold in what the bars of the preview are; null where there is none among them. */
export function thresholdOf(draft: RuleDraft): number | null {
  const { type, threshold, window } = draft;
  const value = Number(threshold);
  if (threshold.trim() === '' || Number.isNaN(value) || measureOfDraft(draft) === undefined) return null;
  return type === 'rate' ? (value * (parseDuration(window) ?? 0)) / 1_000 : value;
}

/** Whether a bar crosses the threshold; undefined where that cannot be told from it. */
export function crossesOf(draft: RuleDraft): ((value: number) => boolean) | undefined {
  const threshold = thresholdOf(draft);
  const crosses = threshold === null ? undefined : crossesThreshold(draft.op, threshold);
  // a window without any log is not judged
  return crosses && (measureOfDraft(draft) ? crosses : (total) => total > 0 && crosses(total));
}

/** The fields whose values are counted apart. */
export function groupFieldsOf({ group_by }: Pick<RuleDraft, 'group_by'>): string[] {
  return group_by
    .split(',')
    .map((field) => field.trim())
    .filter((field) => field !== '');
}

/** How often the logs ended: windows without any after so many with some. */
function countSilences(totals: readonly (number | null)[], least: number): number {
  let inRow = 0;
  let silences = 0;
  for (const total of totals) {
    if (total === 0 && inRow >= least) silences += 1;
    inRow = total === 0 ? 0 : inRow + 1;
  }
  return silences;
}

/**
 * How often one group would have fired: once for windows that cross one after another; what is null was not judged. Null where it
 * cannot be told from the bars alone.
 */
export function countFirings(draft: RuleDraft, values: readonly (number | null)[]): number | null {
  const isPlain = draft.slide.trim() === '' && parseDuration(draft.for) === 0;
  if (!isPlain) return null;
  if (draft.type === 'absence') return countSilences(values, Math.max(1, Number(draft.min_windows) || 1));
  const crosses = crossesOf(draft);
  if (!crosses) return null;
  const crossed = values.map((value) => value !== null && crosses(value));
  return crossed.filter((isOver, index) => isOver && !crossed[index - 1]).length;
}
