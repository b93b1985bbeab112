import { TextSearch } from 'lucide-react';
import type { LogsQuestion } from '../../api/logs.ts';
import { useNewestLog } from '../../api/newest-log.ts';
import { isQueryFault } from '../../api/request.ts';
import { FirstRun } from '../../components/first-run.tsx';
import { Card } from '../../components/kit/card.tsx';
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
import { useShown } from './use-shown.ts';

interface PartsProps {
  /** What is shown. */
  question: LogsQuestion;
  figures: ReturnType<typeof useFigures>;
  now: number;
}

/** What is wrong beside the logs over time, then all that is counted. What cannot be told takes nothing else away. */
function Parts({ question, figures, now }: PartsProps) {
  const { stats, current, former, currentErrors, alerts, range } = figures;
  const isFaulty = !current && isQueryFault(stats.error);
  return (
    <>
      <div className="grid gap-4 xl:grid-cols-3">
        <OpenAlerts alerts={alerts.data?.alerts} error={alerts.error} onRetry={() => void alerts.refetch()} now={now} />
        <div className="min-w-0 xl:col-span-2">
          {isFaulty ? (
            <Card className="h-full">
              <EmptyState title={strings.explorer.faulty.title} icon={<TextSearch size={22} aria-hidden />} />
            </Card>
          ) : (
            <TrendCard question={question} range={range} />
          )}
        </div>
      </div>
      {stats.error && !isQueryFault(stats.error) && (
        <Card>
          <ErrorState error={stats.error} onRetry={() => void stats.refetch()} />
        </Card>
      )}
      {(current || !stats.error) && (
        <Breakdowns stats={current} former={former} errors={currentErrors} q={question.q} />
      )}
    </>
  );
}

/** What an engineer sees first: what is wrong, then what changed, then everything that is counted. */
export default function OverviewPage() {
  const [question] = useScreenState();
  const { shown, fault } = useShown(question);
  useTitle(strings.shell.titleOf(strings.shell.pages.overview));
  const now = useNow(5_000);
  const figures = useFigures(shown, useRefresh(shown));
  const { stats, current, tiles, insights } = figures;
  const isEmpty = current?.total === 0 && !stats.isPlaceholderData;
  const { data: newest } = useNewestLog(isEmpty);
  if (isEmpty && newest === null) return <FirstRun />;
  return (
    <div className="mx-auto flex max-w-[120rem] flex-col gap-4 p-4">
      <h1 className="sr-only">{strings.shell.pages.overview}</h1>
      <div className="flex items-start gap-3">
        <QueryBox fault={fault} />
        <span className="min-w-28 shrink-0 text-end text-xs leading-8 text-ink-faint max-sm:hidden">
          {stats.dataUpdatedAt > 0 && strings.overview.updated(formatPast(stats.dataUpdatedAt, now))}
        </span>
      </div>
      <InsightBanner insights={insights} />
      <Tiles tiles={tiles} />
      {isEmpty && newest ? (
        <EmptyRange q={shown.q} newest={newest} now={now} />
      ) : (
        <Parts question={shown} figures={figures} now={now} />
      )}
    </div>
  );
}
