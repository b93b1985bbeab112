import type { LogsQuestion } from '../../../api/logs.ts';
import type { NumberRange } from '../../../lib/query-range.ts';

/** The question that the fields belong to, and what can be done to it. */
export interface FacetActions {
  question: LogsQuestion;
  /** Includes the value beside the others of its field, or no more. */
  onToggleValue(field: string, value: string): void;
  onOnly(field: string, value: string): void;
  onExclude(field: string, value: string): void;
  /** Narrows a field of numbers, in place of all that was said about its values. */
  onRange(field: string, range: NumberRange): void;
}
