import { FIELDS } from '../../../../core/query/ast.ts';
import { fieldKind } from '../../../../core/query/fields.ts';
import { ANOMALY_SEVERITIES, CATEGORIES, LEVELS } from '../../../../core/record.ts';
import type { FieldFacet } from '../../api/facets.ts';
import { quoteField } from '../../lib/query-edit.ts';

/** Something that could be written, with a word about it. */
export interface Suggestion {
  text: string;
  detail: string;
}

/** The values of a field, counted; `typed` is what they should begin with. */
export type AskValues = (field: string, typed: string) => Promise<FieldFacet>;

/** Rarely asked for by value. */
const UNUSUAL: readonly string[] = ['id', 'raw', 'received_at', 'processed_at', 'span_id', 'model_version', 'format'];

/** Names come in this order: those that begin with what was typed, then those that hold it. */
function byTyped(names: readonly string[], typed: string): string[] {
  const wanted = typed.toLowerCase();
  const holds = names.filter((name) => name.toLowerCase().includes(wanted));
  const begins = (name: string): boolean => name.toLowerCase().startsWith(wanted);
  return [...holds.filter(begins), ...holds.filter((name) => !begins(name))];
}

/** Fields that fit what was typed; attributes are those that were seen. */
export function suggestFields(typed: string, attributes: readonly string[], words: FieldWords): Suggestion[] {
  const usual = FIELDS.filter((name) => !UNUSUAL.includes(name));
  const names = byTyped([...usual, ...attributes.map((path) => `attributes.${path}`), ...UNUSUAL], typed);
  return names.map((name) => ({ text: quoteField(name), detail: words[fieldKind(name)] ?? '' }));
}

/** A word about each kind of field. */
export type FieldWords = Readonly<Partial<Record<ReturnType<typeof fieldKind>, string>>>;

const FIXED: Readonly<Record<string, readonly string[]>> = {
  level: LEVELS,
  category: CATEGORIES,
  anomaly_severity: ANOMALY_SEVERITIES,
};

/** Fields whose values are too many to list. */
const UNCOUNTED: readonly string[] = ['id', 'raw', 'response_time', 'category_confidence', 'anomaly_score'];

/** Values of a field that fit what was typed, with their counts where the field can be counted. */
export async function suggestValues(
  field: string,
  typed: string,
  ask: AskValues,
  write: (count: number) => string,
): Promise<Suggestion[]> {
  const kind = fieldKind(field);
  if (kind === 'message' || kind === 'time' || UNCOUNTED.includes(field)) return [];
  const { values } = await ask(field, typed);
  const counts = new Map(values.map(({ value, count }) => [value, count]));
  const fixed = FIXED[field] ?? [];
  const names = [...counts.keys(), ...fixed.filter((value) => !counts.has(value))];
  return byTyped(names, typed).map((text) => ({ text, detail: write(counts.get(text) ?? 0) }));
}
