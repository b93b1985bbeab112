import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type FieldFacet, fetchFacet } from '../../api/facets.ts';
import { formatCompact } from '../../lib/format-number.ts';
import { quoteField } from '../../lib/query-edit.ts';
import type { TimeRange } from '../../lib/time-range.ts';
import { strings } from '../../strings/catalogue.ts';
import type { Suggester } from './complete.ts';
import { suggestFields, suggestValues } from './suggest.ts';

const MOST_ASKED = 50;

/** A filter for values of the field that begin with this. */
export function prefixTerm(field: string, prefix: string): string {
  return `${quoteField(field)}:${prefix.replaceAll(/[^\p{L}\p{N}_]/gu, '\\$&')}*`;
}

/** The most frequent values; those that begin with what was typed where not all can be listed. */
async function askValues(client: QueryClient, range: TimeRange, field: string, typed: string): Promise<FieldFacet> {
  const top = await fetchFacet(client, { ...range, q: '' }, field, MOST_ASKED);
  if (typed === '' || top.cardinality <= top.values.length) return top;
  return fetchFacet(client, { ...range, q: prefixTerm(field, typed) }, field, MOST_ASKED);
}

/** Suggests fields, and the values that they have in the range. */
export function useSuggester({ from, to }: TimeRange, attributes: readonly string[]): Suggester {
  const client = useQueryClient();
  return useMemo(
    () => ({
      fields: (typed) => suggestFields(typed, attributes, strings.explorer.query.fieldKinds),
      values: (wanted) =>
        suggestValues(wanted, (name, begin) => askValues(client, { from, to }, name, begin), formatCompact),
    }),
    [client, from, to, attributes],
  );
}
