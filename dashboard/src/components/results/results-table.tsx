import { type LogsQuestion, useSearch } from '../../api/logs.ts';

interface ResultsTableProps {
  question: LogsQuestion;
  order: 'asc' | 'desc';
  openId: string | null;
  onOpen(id: string | null): void;
  onFilter(field: string, value: string, isExcluded: boolean): void;
}

export function ResultsTable({ question, order, openId, onOpen, onFilter }: ResultsTableProps) {
  const { data } = useSearch(question, order);
  return (
    <ul className="h-full overflow-auto font-mono text-xs" tabIndex={-1}>
      {data?.pages
        .flatMap(({ logs }) => logs)
        .map(({ id, timestamp, level, service, message }) => (
          <li key={id} className={`flex gap-2 px-3 py-1 ${id === openId ? 'bg-accent-soft' : ''}`}>
            <button type="button" onClick={() => onOpen(id)}>
              {timestamp}
            </button>
            <span>{level}</span>
            <button type="button" onClick={() => onFilter('service', service, false)}>
              {service}
            </button>
            <span className="truncate">{message}</span>
          </li>
        ))}
    </ul>
  );
}
