import { Link } from 'react-router';
import type { Alert } from '../../../../core/alert.ts';
import { useRuleOf } from '../../api/alert-rules.ts';
import { useTrends } from '../../api/logs.ts';
import { useWindowValues, type WindowMeasure } from '../../api/window-values.ts';
import { Card } from '../../components/kit/card.tsx';
import { EmptyState, ErrorState, Skeleton } from '../../components/kit/states.tsx';
import { type ChartBucket, topOf, WindowChart } from '../../components/window-chart.tsx';
import { formatAlertValue } from '../../lib/format-alert-value.ts';
import { formatCompact, formatCount } from '../../lib/format-number.ts';
import { formatFull, formatTick } from '../../lib/format-time.ts';
import { useLinkTo, useZone } from '../../lib/screen-state.ts';
import { absoluteRange } from '../../lib/time-range.ts';
import { useNow } from '../../lib/use-now.ts';
import { strings } from '../../strings/catalogue.ts';
import { type AlertLine, lineOf } from './alert-line.ts';
import { timesOf } from './alert-view.ts';

const words = strings.alerts;
/** The chart of an alert that goes on moves with the clock, but not at each tick. */
const MINUTE_MS = 60_000;

/** What the dashed line and the red stretch are; with a note on what is not drawn. */
function Legend({ alert, line, note }: { alert: Alert; line: AlertLine | null; note?: string | undefined }) {
  return (
    <p className="mt-2 flex flex-wrap items-center gap-2 text-xs text-ink-soft">
      <span aria-hidden className="size-3 border-s-2 border-bad bg-bad-soft" /> {words.marked}
      {line && (
        <>
          <span aria-hidden className="ms-3 w-5 border-t-2 border-dashed border-bad" />
          {words.lineSays(formatAlertValue(alert.threshold, alert.unit), line.window)}
        </>
      )}
      {note && <span className="ms-3">{note}</span>}
    </p>
  );
}

interface PartProps {
  alert: Alert;
  line: AlertLine | null;
  /** Epoch ms. */
  shown: [number, number];
  now: number;
}

/** How a chart says its time: at both ends, and in words. */
function useTimeWords([from, to]: [number, number]) {
  const [zone] = useZone();
  const span = to - from;
  return {
    ends: [formatTick(from, zone, span), formatTick(to, zone, span)] as const,
    texts: [formatFull(from, zone), formatFull(to, zone)] as const,
  };
}

/** The matching logs of each window. */
function Counts({ alert, line, shown, now }: PartProps) {
  const { ends, texts } = useTimeWords(shown);
  const { data, error } = useTrends({ q: alert.query, ...absoluteRange(...shown) }, 'level', line?.window);
  const total = data?.buckets.reduce((sum, bucket) => sum + bucket.total, 0) ?? 0;
  if (error && !data) return <ErrorState error={error} />;
  if (!data) return <Skeleton className="h-48 w-full" />;
  if (total === 0) return <EmptyState title={words.noLogs} />;
  const most = topOf(
    data.buckets.map((bucket) => bucket.total),
    line?.threshold,
  );
  return (
    <>
      <WindowChart
        buckets={data.buckets}
        label={words.chartSays(formatCount(total), ...texts)}
        marked={timesOf(alert, now).alert}
        {...(line && { threshold: line.threshold })}
        most={most}
        mostSays={formatCompact(Math.round(most))}
        ends={ends}
      />
      <Legend alert={alert} line={line} note={line ? undefined : words.noLine} />
    </>
  );
}

/** The value of each window, in the unit of the threshold. */
function Values({ alert, line, now }: PartProps & { line: AlertLine & { measure: WindowMeasure } }) {
  const { ends, texts } = useTimeWords(line.shown);
  const { measure, threshold } = line;
  const { data, error } = useWindowValues({ ...line, measure });
  if (error && !data) return <ErrorState error={error} />;
  if (!data) return <Skeleton className="h-48 w-full" />;
  const buckets = data.map(({ time, value }): ChartBucket => ({ time, total: value ?? 0 }));
  if (data.every(({ value }) => value === null)) return <EmptyState title={words.noValues} />;
  const highest = Math.max(...buckets.map(({ total }) => total));
  const most = Math.max(highest, threshold * 1.1) || 1;
  const isPartial = data.some(({ value }) => value === null);
  return (
    <>
      <WindowChart
        buckets={buckets}
        label={words.valuesSay(words.charts[measure.kind], ...texts, formatAlertValue(highest, alert.unit))}
        marked={timesOf(alert, now).alert}
        threshold={threshold}
        most={most}
        mostSays={formatAlertValue(most, alert.unit)}
        ends={ends}
      />
      <Legend alert={alert} line={line} note={isPartial ? words.tooFew : undefined} />
    </>
  );
}

/** What the rule saw around the alert, window by window, against its threshold. */
export function AlertChart({ alert }: { alert: Alert }) {
  const now = useNow(MINUTE_MS);
  const linkTo = useLinkTo();
  const { rule, isPending } = useRuleOf(alert);
  const line = lineOf(alert, rule, now);
  const { shown } = timesOf(alert, now);
  const link = (
    <Link
      to={linkTo('/explorer', { q: alert.query, ...absoluteRange(...shown) })}
      className="text-[13px] font-medium text-accent hover:underline"
    >
      {words.showLogs}
    </Link>
  );
  const measure = line?.measure ?? null;
  const part = { alert, shown, now };
  return (
    <Card title={measure ? words.charts[measure.kind] : words.chart} actions={link}>
      {isPending && <Skeleton className="h-48 w-full" />}
      {!isPending && line && measure && <Values {...part} line={{ ...line, measure }} />}
      {!isPending && !measure && <Counts {...part} line={line} />}
    </Card>
  );
}
