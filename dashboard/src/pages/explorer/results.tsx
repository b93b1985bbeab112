import { CircleSlash, TextSearch } from 'lucide-react';
import { useSearch } from '../../api/logs.ts';
import { isQueryFault } from '../../api/request.ts';
import { Button } from '../../components/kit/button.tsx';
import { EmptyState, ErrorState } from '../../components/kit/states.tsx';
import { ResultsTable } from '../../components/results/results-table.tsx';
import { strings } from '../../strings/catalogue.ts';
import { EmptyResults } from './empty-results.tsx';
import type { Explorer } from './use-explorer.ts';

const words = strings.explorer;

interface ResultsProps {
  explorer: Explorer;
  onFilter(field: string, value: string, isExcluded: boolean): void;
}

/** The logs, or why there are none. */
export function Results({ explorer, onFilter }: ResultsProps) {
  const { question, order, openId, change, run } = explorer;
  const { data, error, status, fetchStatus, refetch, isPlaceholderData } = useSearch(question, order);
  const isFound = (data?.pages[0]?.total.value ?? 0) > 0;
  if (isQueryFault(error)) {
    return <EmptyState title={words.faulty.title} icon={<TextSearch size={22} aria-hidden />} />;
  }
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (status === 'pending' && fetchStatus === 'idle') {
    return (
      <EmptyState title={words.cancelled.title} icon={<CircleSlash size={22} aria-hidden />}>
        <Button className="mt-2" onClick={() => run(question.q)}>
          {words.cancelled.again}
        </Button>
      </EmptyState>
    );
  }
  if (data && !isFound && !isPlaceholderData) {
    return (
      <div className="min-h-0 grow overflow-y-auto">
        <EmptyResults question={question} onTry={(next) => change({ ...next, id: undefined })} />
      </div>
    );
  }
  return (
    <div className={`min-h-0 grow transition-opacity delay-150 ${isPlaceholderData ? 'opacity-60' : ''}`}>
      <ResultsTable
        question={question}
        order={order}
        openId={openId}
        onOpen={(id) => change({ id: id ?? undefined }, { replace: openId !== null })}
        onFilter={onFilter}
      />
    </div>
  );
}
