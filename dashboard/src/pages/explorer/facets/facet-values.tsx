import { useState } from 'react';
import { useFacet } from '../../../api/facets.ts';
import { isQueryFault } from '../../../api/request.ts';
import { TextInput } from '../../../components/kit/field.tsx';
import { Skeleton } from '../../../components/kit/states.tsx';
import { prefixTerm } from '../../../components/query-bar/use-suggester.ts';
import { combine, readFieldChoice } from '../../../lib/query-edit.ts';
import { strings } from '../../../strings/catalogue.ts';
import { baseOf, buildFacetRows, FEW_VALUES } from './build-facet.ts';
import type { FacetActions } from './facet-actions.ts';
import { FacetValue } from './facet-value.tsx';

const words = strings.explorer.facets;
const MANY_VALUES = 50;

interface FacetValuesProps extends FacetActions {
  field: string;
  name: string;
}

/** Why there is no value: none begins like that, or nothing matches at all, or what matches has no such field. */
function whyEmpty(search: string, total: number): string {
  if (search !== '') return words.noMatch;
  return total === 0 ? words.noLogs : words.none;
}

/** The most frequent values of a field. */
export function FacetValues({ field, name, question, onToggleValue, onOnly, onExclude }: FacetValuesProps) {
  const [limit, setLimit] = useState(FEW_VALUES);
  const [search, setSearch] = useState('');
  const base = baseOf(question, field);
  const asked = search === '' ? base : { ...base, q: combine(base.q, prefixTerm(field, search)) };
  const { data, error, isPlaceholderData } = useFacet(asked, field, limit);
  const isLarge = (data?.cardinality ?? 0) > FEW_VALUES;
  if (isQueryFault(error)) return null;
  const known = data?.field === field ? data : undefined;
  if (error && !known) return <p className="px-2 py-1 text-xs text-bad">{error.message}</p>;
  if (!known) return <Skeleton className="mx-1 my-1 h-24" />;
  const choice = readFieldChoice(question.q, field);
  const rows = buildFacetRows(known, search === '' ? choice : { included: [], excluded: [] });
  return (
    <div className={`pb-2 ps-1 transition-opacity delay-150 ${isPlaceholderData || error ? 'opacity-60' : ''}`}>
      {(isLarge || search !== '') && (
        <TextInput
          type="search"
          aria-label={words.search(name)}
          placeholder={words.search(name)}
          value={search}
          className="mb-1 h-7!"
          onChange={({ target }) => setSearch(target.value)}
        />
      )}
      {rows.length === 0 && <p className="px-1 text-xs text-ink-soft">{whyEmpty(search, known.total)}</p>}
      <ul>
        {rows.map((row) => (
          <FacetValue
            key={row.value}
            row={row}
            onToggle={() => onToggleValue(field, row.value)}
            onOnly={() => onOnly(field, row.value)}
            onExclude={() => onExclude(field, row.value)}
          />
        ))}
      </ul>
      {isLarge && (
        <button
          type="button"
          className="h-6 rounded px-1 text-xs font-medium text-accent hover:underline"
          onClick={() => setLimit(limit === FEW_VALUES ? MANY_VALUES : FEW_VALUES)}
        >
          {limit === FEW_VALUES ? words.more : words.less}
        </button>
      )}
    </div>
  );
}
