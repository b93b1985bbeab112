import { useQueueStatus } from '../../api/queue.ts';
import { useTitle } from '../../lib/use-title.ts';
import { strings } from '../../strings/catalogue.ts';
import { DeadLettersCard } from './dead-letters-card.tsx';
import { HealthCard } from './health-card.tsx';
import { LedgerCard } from './ledger-card.tsx';
import { TopicsCard } from './topics-card.tsx';

const EVERY_MS = 2_000;

/** How each part is, what became of every log, how far each consumer is, and what could not be processed. */
export default function PipelinePage() {
  const { data, dataUpdatedAt } = useQueueStatus(EVERY_MS);
  useTitle(strings.shell.titleOf(strings.shell.pages.pipeline));
  return (
    <div className="mx-auto flex max-w-7xl flex-col gap-4 p-4">
      <h1 className="sr-only">{strings.shell.pages.pipeline}</h1>
      <div className="grid gap-4 lg:grid-cols-2">
        <HealthCard />
        <LedgerCard ledger={data?.ledger} />
      </div>
      <DeadLettersCard count={data?.dead_letters} />
      <TopicsCard queue={data} at={dataUpdatedAt} />
    </div>
  );
}
