import { ChartColumn, Table } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { type LogsQuestion, type TrendField, useTrends } from '../../api/logs.ts';
import type { Series } from '../../components/chart/build-series.ts';
import { IconButton } from '../../components/kit/button.tsx';
import { Card } from '../../components/kit/card.tsx';
import { Select } from '../../components/kit/field.tsx';
import { ErrorState, Skeleton } from '../../components/kit/states.tsx';
import { formatCount } from '../../lib/format-number.ts';
import { addFilter } from '../../lib/query-edit.ts';
import { changeParameters, useLinkTo, useZone } from '../../lib/screen-state.ts';
import { absoluteRange } from '../../lib/time-range.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { strings } from '../../strings/catalogue.ts';
import { buildTrend, type Moments, nameMoment, TREND_FIELDS, type Trend } from './build-trend.ts';
import { TrendChart } from './trend-chart.tsx';

const words = strings.overview;

interface TrendTableProps {
  trend: Trend;
  nameOf(time: number): string;
  linkOf(bucket: number, series?: Series): string;
}

/** The same as the bars, the newest first. */
function TrendTable({ trend, nameOf, linkOf }: TrendTableProps) {
  const newest = trend.buckets.map((each, bucket) => ({ ...each, bucket })).reverse();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: so that it can be scrolled by keyboard
    <section aria-label={words.trend.title} tabIndex={0} className="h-56 overflow-auto pe-3">
      <table className="w-full text-[13px] tabular-nums">
        <thead className="sticky top-0 bg-surface text-xs text-ink-faint">
          <tr>
            <th className="py-1 text-start font-medium">{words.trend.time}</th>
            <th className="ps-3 text-end font-medium">{words.trend.total}</th>
            {trend.series.map(({ key }) => (
              <th key={key} className="ps-3 text-end font-medium">
                {visibleText(key)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {newest.map(({ bucket, from, total, counts }) => (
            <tr key={from} className="border-t border-line hover:bg-hover">
              <td className="py-0.5 leading-6">{nameOf(from)}</td>
              <td className="ps-3 text-end">
                <Link to={linkOf(bucket)} className="inline-block min-w-6 leading-6 hover:underline">
                  {formatCount(total)}
                </Link>
              </td>
              {trend.series.map((each) => (
                <td key={each.key} className="ps-3 text-end">
                  <Link to={linkOf(bucket, each)} className="inline-block min-w-6 leading-6 hover:underline">
                    {formatCount(counts[each.key] ?? 0)}
                  </Link>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The names of the colours, each with the way to its logs of the whole time. */
function Legend({ trend, linkOf }: { trend: Trend; linkOf(value: string): string }) {
  return (
    <ul className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-xs text-ink-soft">
      {trend.series.map(({ key, colour, isRest }) => (
        <li key={key} className="flex items-center gap-1.5">
          <span aria-hidden className="size-2.5 rounded-sm" style={{ background: colour }} />
          {isRest ? (
            visibleText(key)
          ) : (
            <Link to={linkOf(key)} className="min-h-6 leading-6 hover:underline">
              {visibleText(key)}
            </Link>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Logs over time by category, level or service, as bars or as a table. */
export function TrendCard({ question, range }: { question: LogsQuestion; range: Moments }) {
  const [parameters, setParameters] = useSearchParams();
  const by = TREND_FIELDS.find((field) => field === parameters.get('by')) ?? 'category';
  const [isTable, setTable] = useState(false);
  const [zone] = useZone();
  const linkTo = useLinkTo();
  const { data, error, refetch } = useTrends(question, by);
  const trend = useMemo(
    () => data && buildTrend(data, { from: range.from, to: range.to }),
    [data, range.from, range.to],
  );
  const linkOf = (bucket: number, series?: Series): string => {
    const { from, to } = trend?.buckets[bucket] ?? { from: 0, to: 0 };
    const q = series && !series.isRest ? addFilter(question.q, data?.by ?? by, series.key) : question.q;
    return linkTo('/explorer', { q, ...absoluteRange(from, Math.max(from, to)) });
  };
  const choose = (field: string): void =>
    setParameters((current) => changeParameters(current, { by: field === 'category' ? undefined : field }), {
      replace: true,
    });
  return (
    <Card
      title={words.trend.title}
      className="h-full"
      actions={
        <>
          <Select aria-label={words.trend.by} value={by} onChange={({ target }) => choose(target.value)}>
            {TREND_FIELDS.map((field) => (
              <option key={field} value={field}>
                {words.by[field as Exclude<TrendField, 'status_code'>]}
              </option>
            ))}
          </Select>
          <IconButton
            label={isTable ? strings.common.showAsChart : strings.common.showAsTable}
            icon={isTable ? <ChartColumn size={16} aria-hidden /> : <Table size={16} aria-hidden />}
            onClick={() => setTable(!isTable)}
          />
        </>
      }
    >
      {!trend && (error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Skeleton className="h-62" />)}
      {trend && isTable && (
        <TrendTable trend={trend} linkOf={linkOf} nameOf={(time) => nameMoment(time, trend, zone)} />
      )}
      {trend && !isTable && <TrendChart trend={trend} zone={zone} linkOf={linkOf} />}
      {trend && (
        <Legend
          trend={trend}
          linkOf={(value) => linkTo('/explorer', { q: addFilter(question.q, data?.by ?? by, value) })}
        />
      )}
    </Card>
  );
}
