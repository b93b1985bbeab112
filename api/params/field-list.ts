import { canonicalField } from '../../core/query/fields.ts';
import { invalidParameter } from './invalid-parameter.ts';

const MAX_FIELDS = 50;

/** Field names from a list with commas, by their one name each. @throws PipelineError `invalid_parameter` for `fields` */
export function readFieldList(text: string): string[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.includes('')) throw invalidParameter('fields', 'has an empty name');
  if (names.length > MAX_FIELDS) throw invalidParameter('fields', `has more than ${MAX_FIELDS} names`);
  return [...new Set(names.map((name) => (name === 'attributes' ? name : canonicalField(name))))];
}
