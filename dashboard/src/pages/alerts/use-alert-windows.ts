import type { Alert } from '../../../../core/alert.ts';
import { useRuleOf } from '../../api/alert-rules.ts';
import { useTrends } from '../../api/logs.ts';
import { useWindowValues } from '../../api/window-values.ts';
import type { ChartWindow } from '../../components/window-chart/join-windows.ts';
import { absoluteRange } from '../../lib/time-range.ts';
import { useNow } from '../../lib/use-now.ts';
import { type AlertLine, lineOf } from './alert-line.ts';
import { isTest } from './is-test.ts';
import { timesOf } from './times-of.ts';

/** The windows of an alert that goes on move with the clock, but not at each tick. */
const MINUTE_MS = 60_000;

/** What the rule of an alert saw around it. */
export interface AlertWindows {
  /** Null: the windows are only matching logs, which cannot be held against the threshold. */
  line: AlertLine | null;
  /** In the unit of the threshold where there is a line; undefined until they are there. */
  windows: ChartWindow[] | undefined;
  /** Epoch ms. */
  shown: [number, number];
  now: number;
  error: Error | null;
}

/** Asks for the windows around an alert; several parts of the page share the answer. A test has none. */
export function useAlertWindows(alert: Alert): AlertWindows {
  const now = useNow(MINUTE_MS);
  const { rule, isPending, error } = useRuleOf(alert);
  const isKnown = !isPending && !error;
  const line = isTest(alert) ? null : lineOf(alert, rule, now);
  const measure = line?.measure ?? null;
  const shown = line?.shown ?? timesOf(alert, now).shown;
  const counts = useTrends(
    { q: alert.query, ...absoluteRange(...shown) },
    'level',
    line?.window,
    isKnown && !measure && !isTest(alert),
  );
  const values = useWindowValues(line && measure && { ...line, measure });
  // logs per second are counted like all logs
  const size = line && alert.unit === 'logs/s' ? line.windowMs / 1_000 : 1;
  const counted = counts.data?.buckets.map(({ time, total }): ChartWindow => ({ time, value: total / size }));
  const part = { line, shown, now };
  if (!isKnown) return { ...part, windows: undefined, error };
  return measure
    ? { ...part, windows: values.data, error: values.error }
    : { ...part, windows: counted, error: counts.error };
}
