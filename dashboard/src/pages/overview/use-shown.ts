import { useRef } from 'react';
import { type LogsQuestion, useStats } from '../../api/logs.ts';
import { isQueryFault } from '../../api/request.ts';

/** What the page shows, and what is wrong with the question: while it has a mistake, the one before it is shown. */
export function useShown(question: LogsQuestion) {
  const { data, error, isPlaceholderData } = useStats(question);
  const answered = useRef<LogsQuestion | null>(null);
  if (data && !isPlaceholderData) answered.current = question;
  const fault = isQueryFault(error) ? error : null;
  return { shown: (fault && answered.current) || question, fault };
}
