import type { LogsQuestion } from '../../../api/logs.ts';

/** The question that the fields belong to, and what can be done to it. */
export interface FacetActions {
  question: LogsQuestion;
  /** Includes the value beside the others of its field, or no more. */
  onToggleValue(field: string, value: string): void;
  onOnly(field: string, value: string): void;
  onExclude(field: string, value: string): void;
}
