import { TextSearch } from 'lucide-react';
import { useNewestLog } from '../../api/newest-log.ts';
import { isQueryFault } from '../../api/request.ts';
import { FirstRun } from '../../components/first-run.tsx';
import { EmptyState, ErrorState } from '../../components/kit/states.tsx';
import { formatPast } from '../../lib/format-time.ts';
import { useScreenState } from '../../lib/screen-state.ts';
import { useNow } from '../../lib/use-now.ts';
import { useTitle } from '../../lib/use-title.ts';
import { strings } from '../../strings/catalogue.ts';
import { Breakdowns } from './breakdowns.tsx';
import { EmptyRange } from './empty-range.tsx';
import { InsightBanner } from './insight-banner.tsx';
import { OpenAlerts } from './open-alerts.tsx';
import { QueryBox } from './query-box.tsx';
import { Tiles } from './tiles.tsx';
import { TrendCard } from './trend-card.tsx';
import { useFigures } from './use-figures.ts';
import { useRefresh } from './use-refresh.ts';

/** What an engineer sees first: what is wrong, then what changed, then everything that is counted. */
export default function OverviewPage() {
  const [question] = useScreenState();
  const { q } = question;
  useTitle(strings.shell.titleOf(strings.shell.pages.overview));
  const now = useNow(5_000);
  const figures = useFigures(question, useRefresh(question));
  const { stats, current, former, currentErrors, alerts, tiles, insights, range } = figures;
  const isEmpty = current?.total === 0 && !stats.isPlaceholderData;
  const { data: newest } = useNewestLog(isEmpty);
  if (isEmpty && newest === null) return <FirstRun />;
  return (
    <div className="mx-auto flex max-w-[120rem] flex-col gap-4 p-4">
      <h1 className="sr-only">{strings.shell.pages.overview}</h1>
      <div className="flex items-center gap-3">
        <QueryBox />
        <span className="min-w-28 shrink-0 text-end text-xs text-ink-faint max-sm:hidden">
          {stats.dataUpdatedAt > 0 && strings.overview.updated(formatPast(stats.dataUpdatedAt, now))}
        </span>
      </div>
      {isQueryFault(stats.error) && (
        <EmptyState title={strings.explorer.faulty.title} icon={<TextSearch size={22} aria-hidden />}>
          <span role="alert">{stats.error.message}</span>
        </EmptyState>
      )}
      {stats.error && !isQueryFault(stats.error) && (
        <ErrorState error={stats.error} onRetry={() => void stats.refetch()} />
      )}
      {!(stats.error && !current) && (
        <>
          <InsightBanner insights={insights} />
          <Tiles tiles={tiles} />
          {isEmpty && newest ? (
            <EmptyRange q={q} newest={newest} now={now} />
          ) : (
            <>
              <div className="grid gap-4 xl:grid-cols-3">
                <OpenAlerts alerts={alerts} now={now} />
                <div className="min-w-0 xl:col-span-2">
                  <TrendCard question={question} range={range} />
                </div>
              </div>
              <Breakdowns stats={current} former={former} errors={currentErrors} q={q} />
            </>
          )}
        </>
      )}
    </div>
  );
}
