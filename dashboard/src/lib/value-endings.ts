import { fieldKind } from '../../../core/query/fields.ts';
import { knownValues } from './known-values.ts';
import { scanQuery } from './scan-query.ts';

/** Whatever is there of a time, the rest of one of these makes it whole. */
const TIMES = [
  ...['2026-01-01T00:00:00.000Z', '2026-10-10T00:00:00.000Z', '2026-01-01T00:00:00+00:00'],
  ...['1'.repeat(10), '1'.repeat(13)],
];

/** What makes the value whole that a query ends with: the rest of a known value or of a time, with what closes it; none elsewhere. */
export function valueEndings(query: string): string[] {
  const token = scanQuery(query).at(-1);
  if (token?.kind !== 'value' || token.field === null || token.end < query.length) return [];
  const written = query.slice(token.start);
  const begin = /[^\s"<>=[{]*$/.exec(written)?.[0].toLowerCase() ?? '';
  const quote = written.split('"').length % 2 === 0 ? '"' : '';
  const closers = /^[[{]/.test(written) ? [`${quote}]`, `${quote} TO *]`] : [quote];
  const wholes = fieldKind(token.field) === 'time' ? TIMES : knownValues(token.field).filter(startsWith(begin));
  return wholes.flatMap((whole) => closers.map((closer) => whole.slice(begin.length) + closer));
}

function startsWith(begin: string): (value: string) => boolean {
  return (value) => value.toLowerCase().startsWith(begin);
}
