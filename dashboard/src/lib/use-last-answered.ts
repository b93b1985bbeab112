import { useRef } from 'react';

/** The newest question that was answered while the page was there; null before any was. */
export function useLastAnswered<Question>(question: Question, isAnswered: boolean): Question | null {
  const answered = useRef<Question | null>(null);
  if (isAnswered) answered.current = question;
  return answered.current;
}
