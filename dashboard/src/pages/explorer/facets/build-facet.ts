import type { FieldFacet } from '../../../api/facets.ts';
import type { LogsQuestion } from '../../../api/logs.ts';
import { type FieldChoice, withoutChoice } from '../../../lib/query-edit.ts';
import { withoutRange } from '../../../lib/query-range.ts';

export interface FacetRow {
  value: string;
  /** Unknown for a value of the query that is not among the most frequent. */
  count: number | null;
  /** Length of its bar, 0–1, against the most frequent. */
  share: number;
  state: 'included' | 'excluded' | 'free';
}

/** Values as they are listed: those of the query that would be missing stand first. */
export function buildFacetRows(
  { values }: Pick<FieldFacet, 'values'>,
  { included, excluded }: FieldChoice,
): FacetRow[] {
  const most = Math.max(1, ...values.map(({ count }) => count));
  const stateOf = (value: string): FacetRow['state'] =>
    included.includes(value) ? 'included' : excluded.includes(value) ? 'excluded' : 'free';
  const isListed = (value: string): boolean => values.some((each) => each.value === value);
  const missing = [...new Set([...included, ...excluded])].filter((value) => !isListed(value));
  return [
    ...missing.map((value) => ({ value, count: null, share: 0, state: stateOf(value) })),
    ...values.map(({ value, count }) => ({ value, count, share: count / most, state: stateOf(value) })),
  ];
}

/** As many values are listed at first. */
export const FEW_VALUES = 10;

/** The question whose values are counted: what it says about the field itself does not narrow them, so that others can be added. */
export function baseOf(question: LogsQuestion, field: string): LogsQuestion {
  return { ...question, q: withoutRange(withoutChoice(question.q, field), field) };
}

/** Fields by what they are about. */
export const FACET_GROUPS = [
  { key: 'core', fields: ['category', 'level', 'service', 'host', 'environment'] },
  { key: 'http', fields: ['method', 'status_code', 'response_time', 'endpoint'] },
  { key: 'client', fields: ['ip_address', 'user_id', 'user_agent'] },
] as const;

/** The dotted paths of the attributes that some logs have, in order of the alphabet; what is inside arrays is left out. */
export function attributePaths(logs: readonly { attributes: object }[]): string[] {
  const found = new Set<string>();
  const collect = (node: object, prefix: string): void => {
    for (const [key, value] of Object.entries(node)) {
      const path = prefix + key;
      if (value !== null && typeof value === 'object' && !Array.isArray(value)) collect(value, `${path}.`);
      else found.add(path);
    }
  };
  for (const { attributes } of logs) collect(attributes, '');
  return [...found].sort();
}
