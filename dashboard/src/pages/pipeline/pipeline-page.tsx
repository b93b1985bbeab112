import { useQueueStatus } from '../../api/queue.ts';
import { isOffline } from '../../api/request.ts';
import { ErrorState, Skeleton } from '../../components/kit/states.tsx';
import { useTitle } from '../../lib/use-title.ts';
import { strings } from '../../strings/catalogue.ts';
import { DeadLettersCard } from './dead-letters-card.tsx';
import { HealthCard } from './health-card.tsx';
import { LedgerCard } from './ledger-card.tsx';
import { TopicsCard } from './topics-card.tsx';

const EVERY_MS = 2_000;

/** Says that what is shown may be true no more. */
function OldFigures({ error }: { error: Error }) {
  return (
    <p role="alert" className="rounded-xl bg-bad-soft px-4 py-2 text-[13px] text-bad">
      {isOffline(error) ? strings.common.offline : error.message}
    </p>
  );
}

/** How each part is, what became of every log, how far each consumer is, and what could not be processed. */
export default function PipelinePage() {
  const { data, dataUpdatedAt, error, refetch } = useQueueStatus(EVERY_MS);
  useTitle(strings.shell.titleOf(strings.shell.pages.pipeline));
  return (
    <div className="mx-auto flex max-w-7xl flex-col gap-4 p-4">
      <h1 className="sr-only">{strings.shell.pages.pipeline}</h1>
      {error && data && <OldFigures error={error} />}
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      <div className={`grid gap-4 lg:grid-cols-2 ${error && data ? 'opacity-60 grayscale' : ''}`}>
        <HealthCard />
        {!(error && !data) && <LedgerCard ledger={data?.ledger} />}
      </div>
      <DeadLettersCard count={data?.dead_letters} />
      {data && <TopicsCard queue={data} at={dataUpdatedAt} />}
      {!data && !error && <Skeleton className="h-96 rounded-xl" />}
    </div>
  );
}
