import { knownValues } from './known-values.ts';
import { mendQuery, nearest } from './mend-query.ts';
import { type QueryToken, scanQuery } from './scan-query.ts';

const CLOSERS = [')', '"', '/'];

/** With the value of a field that has few, and of which this is none, as the nearest of them. */
function withNearest(query: string, { start, end, field }: QueryToken): string | null {
  const [, sign = '', value = ''] = /^([<>]?=?"?)([^"]*)/.exec(query.slice(start, end)) ?? [];
  const near = nearest(value, knownValues(field ?? ''));
  const at = start + sign.length;
  return near === null ? null : query.slice(0, at) + near + query.slice(at + value.length);
}

/** Without a bracket or an operator that does not belong there. */
function without(query: string, { start, end }: QueryToken): string {
  return `${query.slice(0, start).trimEnd()} ${query.slice(end).trimStart()}`.trim();
}

/** The query without its mistake at this index, as it may have been meant; null for no guess. */
export function mendFault(query: string, at: number, isRight: (query: string) => boolean): string | null {
  const token = scanQuery(query).find(({ start, end }) => start <= at && at < end);
  const guesses = [
    mendQuery(query),
    ...(token?.kind === 'value' ? [withNearest(query, token)] : []),
    ...(token?.kind === 'close' || token?.kind === 'operator' ? [without(query, token)] : []),
    ...CLOSERS.map((closer) => query.trimEnd() + closer),
  ];
  return guesses.find((guess) => guess !== null && guess !== '' && isRight(guess)) ?? null;
}
