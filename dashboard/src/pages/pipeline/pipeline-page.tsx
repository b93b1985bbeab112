import { useAway } from '../../api/outage.ts';
import { useQueueStatus } from '../../api/queue.ts';
import { Card } from '../../components/kit/card.tsx';
import { ErrorState, Skeleton } from '../../components/kit/states.tsx';
import { useTitle } from '../../lib/use-title.ts';
import { strings } from '../../strings/catalogue.ts';
import { DeadLettersCard } from './dead-letters-card.tsx';
import { FlowCharts } from './flow-charts.tsx';
import { FlowSummary } from './flow-summary.tsx';
import { HealthCard } from './health-card.tsx';
import { LedgerCard } from './ledger-card.tsx';
import { TopicsCard } from './topics-card.tsx';
import { useFlow } from './use-flow.ts';

const EVERY_MS = 2_000;

/** How it is now and was a moment ago, what became of every log, what could not be processed, and how far each consumer is. */
export default function PipelinePage() {
  const { data, dataUpdatedAt, error, refetch } = useQueueStatus(EVERY_MS);
  const away = useAway();
  const flow = useFlow(data, dataUpdatedAt);
  useTitle(strings.shell.titleOf(strings.shell.pages.pipeline));
  /** What is shown may be true no more; the frame says so while the server is away. */
  const isOld = error && data;
  return (
    <div className="mx-auto flex max-w-[1680px] flex-col gap-4 p-4">
      <header>
        <h1 className="text-lg font-semibold">{strings.shell.pages.pipeline}</h1>
        <p className="text-[13px] text-ink-soft">{strings.pipeline.intro}</p>
      </header>
      {isOld && !away && (
        <p role="alert" className="rounded-xl bg-bad-soft px-4 py-2 text-[13px] text-bad">
          {error.message}
        </p>
      )}
      {error && !data && (
        <Card>
          <ErrorState error={error} onRetry={() => void refetch()} />
        </Card>
      )}
      <div className={`flex flex-col gap-4 ${isOld ? 'opacity-60 grayscale' : ''}`}>
        {!(error && !data) && (
          <>
            <FlowSummary queue={data} sample={flow.at(-1)} />
            <FlowCharts flow={flow} />
          </>
        )}
        <div className="grid gap-4 lg:grid-cols-2">
          <HealthCard />
          {!(error && !data) && <LedgerCard ledger={data?.ledger} />}
        </div>
      </div>
      <DeadLettersCard count={data?.dead_letters} />
      {data && <TopicsCard queue={data} flow={flow} />}
      {!data && !error && <Skeleton className="h-96 rounded-xl" />}
    </div>
  );
}
