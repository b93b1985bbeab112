import { useQueryClient } from '@tanstack/react-query';
import { CircleAlert, CircleSlash, TextSearch } from 'lucide-react';
import { type LogsQuestion, searchKey, useSearch } from '../../api/logs.ts';
import { isFinal, isQueryFault } from '../../api/request.ts';
import { Button } from '../../components/kit/button.tsx';
import { EmptyState, ErrorState } from '../../components/kit/states.tsx';
import { ResultsTable } from '../../components/results/results-table.tsx';
import { strings } from '../../strings/catalogue.ts';
import { EmptyResults } from './empty-results.tsx';
import type { Explorer } from './use-explorer.ts';

const words = strings.explorer;

interface ResultsProps {
  explorer: Explorer;
  /** The question whose logs are shown while that of the page cannot be answered. */
  shown: LogsQuestion;
  onFilter(field: string, value: string, isExcluded: boolean): void;
}

/** Why the question is not answered, and a way to ask it at once instead of when its next turn comes. */
function useTrouble({ question, order }: Explorer) {
  const client = useQueryClient();
  const { error, failureReason, refetch } = useSearch(question, order);
  const retry = (): void => {
    void client.cancelQueries({ queryKey: searchKey(question, order) }).then(() => refetch());
  };
  return { trouble: error ?? failureReason, retry };
}

/** The logs, or why there are none. */
export function Results({ explorer, shown, onFilter }: ResultsProps) {
  const { question, order, openId, change, run } = explorer;
  const { trouble, retry } = useTrouble(explorer);
  const { data, status, fetchStatus, isPlaceholderData } = useSearch(shown, order);
  const hasRows = data?.pages.some(({ ids }) => ids.length > 0) ?? false;
  const isOther = isPlaceholderData || shown !== question;
  if (trouble && !hasRows) return <Failed trouble={trouble} onRetry={retry} />;
  if (status === 'pending' && fetchStatus === 'idle') {
    return (
      <EmptyState title={words.cancelled.title} icon={<CircleSlash size={22} aria-hidden />}>
        <Button className="mt-2" onClick={() => run(question.q)}>
          {words.cancelled.again}
        </Button>
      </EmptyState>
    );
  }
  if (data && !hasRows && !isPlaceholderData) {
    return (
      <div className="min-h-0 grow overflow-y-auto">
        <EmptyResults question={question} onTry={(next) => change({ ...next, id: undefined })} />
      </div>
    );
  }
  return (
    <>
      {trouble && <TroubleBar trouble={trouble} isOther={isOther} onRetry={retry} />}
      <div className="min-h-0 grow">
        <ResultsTable
          question={shown}
          order={order}
          openId={openId}
          onOpen={(id) => change({ id: id ?? undefined }, { replace: openId !== null })}
          onFilter={onFilter}
        />
      </div>
    </>
  );
}

interface TroubleProps {
  trouble: Error;
  onRetry(): void;
}

/** Nothing was answered so far. */
function Failed({ trouble, onRetry }: TroubleProps) {
  if (isQueryFault(trouble)) {
    return <EmptyState title={words.faulty.title} icon={<TextSearch size={22} aria-hidden />} />;
  }
  return <ErrorState error={trouble} onRetry={onRetry} />;
}

/** Says above logs that were there before why they are not those that were asked for, or not the newest. */
function TroubleBar({ trouble, isOther, onRetry }: TroubleProps & { isOther: boolean }) {
  const isFault = isQueryFault(trouble);
  const texts = [
    isFault ? `${words.faulty.title}.` : trouble.message,
    isOther ? words.trouble.before : words.trouble.old,
    ...(isFinal(trouble) ? [] : [words.trouble.again]),
  ];
  return (
    <div
      role="status"
      className="flex min-h-10 shrink-0 items-center gap-2 border-b border-line bg-caution-soft px-3 py-1 text-[13px] text-caution"
    >
      <CircleAlert size={15} aria-hidden className="shrink-0" />
      <p className="min-w-0 grow">{texts.join(' ')}</p>
      {!isFault && <Button onClick={onRetry}>{strings.common.retry}</Button>}
    </div>
  );
}
