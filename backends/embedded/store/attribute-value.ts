import type { AttributeValue } from '../../../core/record.ts';

/** Begins what is no plain text. */
const MARK = '\u0001';

/** How a value stands in an attribute column: a text as it is, anything else as JSON behind a mark. */
export function writeValue(value: AttributeValue): string {
  if (typeof value === 'string') return value.startsWith(MARK) ? `${MARK}"${value}` : value;
  return MARK + (Object.is(value, -0) ? '-0' : JSON.stringify(value));
}

/** Undoes {@link writeValue}. */
export function readValue(text: string): AttributeValue {
  if (!text.startsWith(MARK)) return text;
  return text[1] === '"' ? text.slice(2) : (JSON.parse(text.slice(1)) as AttributeValue);
}
