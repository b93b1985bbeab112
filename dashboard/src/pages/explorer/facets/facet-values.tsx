import { useState } from 'react';
import { useFacet } from '../../../api/facets.ts';
import { TextInput } from '../../../components/kit/field.tsx';
import { Skeleton } from '../../../components/kit/states.tsx';
import { prefixTerm } from '../../../components/query-bar/use-suggester.ts';
import { formatCompact, formatShare } from '../../../lib/format-number.ts';
import { combine, readFieldChoice, withoutChoice } from '../../../lib/query-edit.ts';
import { strings } from '../../../strings/catalogue.ts';
import { buildFacetRows } from './build-facet.ts';
import type { FacetActions } from './facet-actions.ts';
import { FacetValue } from './facet-value.tsx';

const words = strings.explorer.facets;
const FEW = 10;
const MANY = 50;

interface FacetValuesProps extends FacetActions {
  field: string;
  name: string;
}

/** The most frequent values of a field. Its own values in the query do not narrow them, so that others can be added. */
export function FacetValues({ field, name, question, onToggleValue, onOnly, onExclude }: FacetValuesProps) {
  const [limit, setLimit] = useState(FEW);
  const [search, setSearch] = useState('');
  const base = withoutChoice(question.q, field);
  const q = search === '' ? base : combine(base, prefixTerm(field, search));
  const { data, isError, error, isPlaceholderData } = useFacet({ ...question, q }, field, limit);
  const isLarge = (data?.cardinality ?? 0) > FEW;
  if (isError) return <p className="px-2 py-1 text-xs text-bad">{error.message}</p>;
  if (!data || data.field !== field) return <Skeleton className="mx-1 my-1 h-24" />;
  const choice = readFieldChoice(question.q, field);
  const rows = buildFacetRows(data, search === '' ? choice : { included: [], excluded: [] });
  return (
    <div className={`pb-2 ps-1 transition-opacity ${isPlaceholderData ? 'opacity-60' : ''}`}>
      <p className="flex justify-between px-1 pb-1 text-xs text-ink-faint">
        <span>{words.values(formatCompact(data.cardinality))}</span>
        {data.present > 0 && data.coverage < 1 && (
          <span title={words.coverage(formatShare(data.coverage))}>{formatShare(data.coverage)}</span>
        )}
      </p>
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
      {rows.length === 0 && <p className="px-1 text-xs text-ink-soft">{search === '' ? words.none : words.noMatch}</p>}
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
          onClick={() => setLimit(limit === FEW ? MANY : FEW)}
        >
          {limit === FEW ? words.more : words.less}
        </button>
      )}
    </div>
  );
}
