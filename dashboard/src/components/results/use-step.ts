import type { LogsQuestion } from '../../api/logs.ts';
import { useResults } from './use-results.ts';

/** Opens the log after or before the one that is open, as the table shows them. */
export function useStep(
  question: LogsQuestion,
  order: 'asc' | 'desc',
  openId: string | null,
  onOpen: (id: string) => void,
): (direction: 1 | -1) => void {
  const { records } = useResults(question, order);
  return (direction) => {
    const at = records.findIndex(({ id }) => id === openId);
    const next = at < 0 ? undefined : records[at + direction];
    if (next) onOpen(next.id);
  };
}
