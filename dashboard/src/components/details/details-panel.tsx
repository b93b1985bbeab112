import { useRecord } from '../../api/logs.ts';

interface DetailsPanelProps {
  id: string;
  onClose(): void;
  onFilter(field: string, value: string, isExcluded: boolean): void;
  onStep(direction: 1 | -1): void;
}

export function DetailsPanel({ id, onClose, onFilter, onStep }: DetailsPanelProps) {
  const { data } = useRecord(id);
  return (
    <aside className="w-96 overflow-auto border-s border-line bg-surface p-4" aria-label="Details">
      <button type="button" onClick={onClose}>
        Close
      </button>
      <button type="button" onClick={() => onStep(1)}>
        Next
      </button>
      <button type="button" onClick={() => onFilter('level', data?.level ?? '', true)}>
        {data?.level}
      </button>
      <p>{data?.message}</p>
    </aside>
  );
}
