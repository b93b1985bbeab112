import { useSearchParams } from 'react-router';
import { DetailsPanel } from '../../components/details/details-panel.tsx';
import { ResultsTable } from '../../components/results/results-table.tsx';
import { useStep } from '../../components/results/use-step.ts';
import { addFilter } from '../../lib/query-edit.ts';
import { useScreenState } from '../../lib/screen-state.ts';

export default function ExplorerPage() {
  const [question, change] = useScreenState();
  const [parameters] = useSearchParams();
  const id = parameters.get('id');
  const onOpen = (next: string | null): void => change({ id: next ?? undefined });
  const onStep = useStep(question, 'desc', id, onOpen);
  const onFilter = (field: string, value: string, isExcluded: boolean): void =>
    change({ q: addFilter(question.q, field, value, isExcluded) });
  return (
    <div className="relative flex h-[calc(100dvh-3.25rem)]">
      <div className="min-w-0 grow">
        <ResultsTable question={question} order="desc" openId={id} onOpen={onOpen} onFilter={onFilter} />
      </div>
      {id && <DetailsPanel id={id} onClose={() => onOpen(null)} onFilter={onFilter} onStep={onStep} />}
    </div>
  );
}
