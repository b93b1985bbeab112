import { useMemo } from 'react';
import { useAlerts } from '../../api/alerts.ts';
import { type LogsQuestion, useStats } from '../../api/logs.ts';
import { useQueueStatus } from '../../api/queue.ts';
import { combine } from '../../lib/query-edit.ts';
import { previousRange, resolveRange } from '../../lib/time-range.ts';
import { buildInsights } from './build-insights.ts';
import { buildTiles } from './build-tiles.ts';

const COUNTED_UP_TO = 100;

/** Everything the overview shows of a question, as of a moment. */
export function useFigures(question: LogsQuestion, moment: number) {
  const { q, from, to } = question;
  const formerRange = useMemo(() => previousRange({ from, to }, moment), [from, to, moment]);
  const errorsOf = combine(q, 'level:>=error');
  const stats = useStats(question);
  const { data: former } = useStats({ q, ...formerRange });
  const { data: currentErrors } = useStats({ q: errorsOf, from, to });
  const { data: formerErrors } = useStats({ q: errorsOf, ...formerRange });
  const alerts = useAlerts({ status: 'open', limit: COUNTED_UP_TO });
  const { data: queue } = useQueueStatus();
  const { data: current } = stats;
  const range = resolveRange(question, moment);
  const spanMs = range.to - range.from;
  const open = { openAlerts: alerts.data?.alerts.length, hasMoreAlerts: Boolean(alerts.data?.next_cursor) };
  const hasFailed = !current && stats.error !== null;
  const tiles = current || hasFailed ? buildTiles({ q, spanMs, current, former, ...open, queue }) : undefined;
  const isWhole = current && former && currentErrors && formerErrors;
  const insights = isWhole
    ? buildInsights({ q, current, former, currentErrors, formerErrors, formerRange })
    : hasFailed
      ? null
      : undefined;
  return { stats, current, former, currentErrors, alerts, tiles, insights, range };
}
