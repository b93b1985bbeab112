import { FIELDS } from '../../../../core/query/ast.ts';
import { fieldKind, toNumber } from '../../../../core/query/fields.ts';
import { LEVELS } from '../../../../core/record.ts';
import type { FieldFacet } from '../../api/facets.ts';
import { knownValues } from '../../lib/known-values.ts';
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

/** Fields whose values are too many to list. */
const UNCOUNTED: readonly string[] = ['id', 'raw', 'response_time', 'category_confidence', 'anomaly_score'];

/** A value that somebody is about to write. */
export interface WantedValue {
  field: string;
  /** What is there of it. */
  typed: string;
  /** Whether others are compared with it. */
  isCompared: boolean;
}

/** What can be compared with, from the least to the greatest: a level or a number. */
function inOrder(field: string, names: readonly string[]): readonly string[] {
  const kind = fieldKind(field);
  if (kind === 'level') return LEVELS;
  if (kind === 'category' || kind === 'anomaly_severity') return [];
  const numbers = names.filter((name) => Number.isFinite(toNumber(name)));
  return numbers.sort((one, other) => toNumber(one) - toNumber(other));
}

/** Values of a field that fit what was typed, with their counts where the field can be counted. */
export async function suggestValues(
  { field, typed, isCompared }: WantedValue,
  ask: AskValues,
  write: (count: number) => string,
): Promise<Suggestion[]> {
  const kind = fieldKind(field);
  if (kind === 'message' || kind === 'time' || UNCOUNTED.includes(field)) return [];
  const { values } = await ask(field, typed);
  const counts = new Map(values.map(({ value, count }) => [value, count]));
  const names = [...counts.keys(), ...knownValues(field).filter((value) => !counts.has(value))];
  const wanted = isCompared ? inOrder(field, names) : names;
  return byTyped(wanted, typed).map((text) => ({ text, detail: write(counts.get(text) ?? 0) }));
}
