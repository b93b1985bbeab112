import type { StatsAnswer } from '../../api/logs.ts';
import { formatCount, formatShare } from '../../lib/format-number.ts';
import { addFilter, combine } from '../../lib/query-edit.ts';
import type { ScreenChange } from '../../lib/screen-state.ts';
import type { TimeRange } from '../../lib/time-range.ts';
import { strings } from '../../strings/catalogue.ts';

const words = strings.overview.insights;

export interface Insight {
  title: string;
  why: string;
  /** Of the Explorer. */
  parameters: ScreenChange;
}

export interface InsightFigures {
  q: string;
  current: StatsAnswer;
  former: StatsAnswer;
  /** Of the errors alone. */
  currentErrors: StatsAnswer;
  formerErrors: StatsAnswer;
  formerRange: TimeRange;
}

const MOST_INSIGHTS = 3;
/** Fewer say nothing. */
const FEWEST_ERRORS = 10;
const FEWEST_LOGS = 20;
const ERROR_RISE = 1.5;
const ERROR_STEP = 0.01;
const SHARE_RISE = 1.5;
const SHARE_STEP = 0.05;

type Ranked = Insight & { weight: number };

/** Whether the services listed are all there are: a store names only so many. */
function namesAllServices({ by_service, total }: StatsAnswer): boolean {
  return Object.values(by_service).reduce((sum, count) => sum + count, 0) >= total;
}

/** Services whose logs are errors more often than before; more errors among more logs are no news. */
function risingErrors({ q, current, former, currentErrors, formerErrors }: InsightFigures): Ranked[] {
  return Object.entries(currentErrors.by_service).flatMap(([service, count]) => {
    const [logs, formerLogs] = [current.by_service[service], former.by_service[service]];
    if (logs === undefined || formerLogs === undefined || count < FEWEST_ERRORS) return [];
    const share = count / logs;
    const before = (formerErrors.by_service[service] ?? 0) / formerLogs;
    if (share < before * ERROR_RISE || share - before < ERROR_STEP) return [];
    return {
      title: words.errors(service),
      why: words.errorsWhy(formatShare(share), formatShare(before)),
      parameters: { q: addFilter(combine(q, 'level:>=error'), 'service', service) },
      weight: count - before * logs,
    };
  });
}

function silentServices({ q, current, former, formerRange }: InsightFigures): Ranked[] {
  if (!namesAllServices(current)) return [];
  return Object.entries(former.by_service).flatMap(([service, before]) => {
    if (before < FEWEST_LOGS || current.by_service[service]) return [];
    return {
      title: words.silent(service),
      why: words.silentWhy(formatCount(before)),
      parameters: { q: addFilter(q, 'service', service), ...formerRange },
      weight: before,
    };
  });
}

function grownCategories({ q, current, former }: InsightFigures): Ranked[] {
  return Object.entries(current.by_category).flatMap(([category, count]) => {
    const share = count / current.total;
    const before = (former.by_category[category as keyof typeof former.by_category] ?? 0) / former.total;
    if (count < FEWEST_LOGS || share < before * SHARE_RISE || share - before < SHARE_STEP) return [];
    return {
      title: words.category(category),
      why: words.categoryWhy(formatShare(share), formatShare(before)),
      parameters: { q: addFilter(q, 'category', category) },
      weight: count,
    };
  });
}

/** What changed most against the period before, one of each kind first; three at most. Null when that period has too few logs to compare with. */
export function buildInsights(figures: InsightFigures): Insight[] | null {
  if (figures.former.total < FEWEST_LOGS) return null;
  if (figures.current.total === 0) return [];
  const kinds = [risingErrors(figures), silentServices(figures), grownCategories(figures)];
  const ranked = kinds.map((kind) => kind.sort((one, other) => other.weight - one.weight));
  const [first, rest] = [ranked.flatMap((kind) => kind.slice(0, 1)), ranked.flatMap((kind) => kind.slice(1))];
  return [...first, ...rest].slice(0, MOST_INSIGHTS).map(({ weight: _, ...insight }) => insight);
}
