import { type LogsQuestion, useStats } from '../../api/logs.ts';
import { isQueryFault } from '../../api/request.ts';
import { useLastAnswered } from '../../lib/use-last-answered.ts';

/** What the page shows, and what is wrong with the question: while it has a mistake, the one before it is shown. */
export function useShown(question: LogsQuestion) {
  const { data, error, isPlaceholderData } = useStats(question);
  const answered = useLastAnswered(question, data !== undefined && !isPlaceholderData);
  const fault = isQueryFault(error) ? error : null;
  return { shown: (fault && answered) || question, fault };
}
