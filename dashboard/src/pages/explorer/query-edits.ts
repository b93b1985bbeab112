import {
  addFilter,
  chooseValues,
  includeValue,
  negatePart,
  type QueryPart,
  removePart,
  splitQuery,
  toggleExcluded,
  toggleValue,
} from '../../lib/query-edit.ts';
import { chooseRange, withoutRange } from '../../lib/query-range.ts';
import type { FacetActions } from './facets/facet-actions.ts';
import type { Explorer } from './use-explorer.ts';

/** The same part in the text as it is now being written; null when it is gone. */
export function partIn(text: string, part: QueryPart): QueryPart | null {
  return splitQuery(text)?.find((each) => each.text === part.text) ?? null;
}

/** What can be clicked together. Each change is one of the text as it is being written, and runs it. */
export interface QueryEdits {
  facets: FacetActions;
  filter(field: string, value: string, isExcluded: boolean): void;
  negate(part: QueryPart): void;
  remove(part: QueryPart): void;
}

export function queryEdits({ question, draft, run }: Explorer): QueryEdits {
  const changePart = (change: (text: string, part: QueryPart) => string) => (part: QueryPart) => {
    const written = partIn(draft, part);
    run(written ? change(draft, written) : change(question.q, part));
  };
  return {
    facets: {
      question,
      onToggleValue: (field, value) => run(toggleValue(withoutRange(draft, field), field, value)),
      onOnly: (field, value) => run(chooseValues(withoutRange(draft, field), field, [value])),
      onExclude: (field, value) => run(toggleExcluded(withoutRange(draft, field), field, value)),
      onRange: (field, range) => run(chooseRange(draft, field, range)),
    },
    filter: (field, value, isExcluded) =>
      run(isExcluded ? addFilter(draft, field, value, true) : includeValue(draft, field, value)),
    negate: changePart(negatePart),
    remove: changePart(removePart),
  };
}
