import type { LogRecord } from '../record.ts';
import { FIELDS } from './ast.ts';

/** How the values of a field are written and compared in a query. */
export type FieldKind =
  | 'level'
  | 'category'
  | 'anomaly_severity'
  | 'number'
  | 'time'
  | 'message'
  | 'text'
  | 'attribute';

/** What a query can compare. */
export type Scalar = string | number | boolean;

const KINDS: ReadonlyMap<string, FieldKind> = new Map<string, FieldKind>([
  ...FIELDS.map((field): [string, FieldKind] => [field, 'text']),
  ['level', 'level'],
  ['category', 'category'],
  ['anomaly_severity', 'anomaly_severity'],
  ['status_code', 'number'],
  ['response_time', 'number'],
  ['category_confidence', 'number'],
  ['anomaly_score', 'number'],
  ['timestamp', 'time'],
  ['received_at', 'time'],
  ['processed_at', 'time'],
  ['message', 'message'],
]);

const ATTRIBUTES = 'attributes.';
/** As the field of an `exists`: whether a record has any attribute at all. */
const ANY_ATTRIBUTE = ATTRIBUTES;

export function fieldKind(field: string): FieldKind {
  return KINDS.get(field) ?? 'attribute';
}

/** Whether the field's values are compared without regard to case. */
export function ignoresCase(field: string): boolean {
  return field === 'level' || field === 'category';
}

/** The one name of a field: its own for a top-level field, otherwise `attributes.<path>`. */
export function canonicalField(name: string): string {
  return KINDS.has(name) || name.startsWith(ATTRIBUTES) ? name : ATTRIBUTES + name;
}

/** The field that `name:*` asks for: of `attributes` itself it is {@link ANY_ATTRIBUTE}. */
export function presenceField(field: string): string {
  return field === `${ATTRIBUTES}attributes` ? ANY_ATTRIBUTE : field;
}

/** The path inside `attributes` that a field names, empty for {@link ANY_ATTRIBUTE}; null for a top-level field. */
export function attributePath(field: string): string | null {
  if (KINDS.has(field)) return null;
  return field.startsWith(ATTRIBUTES) ? field.slice(ATTRIBUTES.length) : field;
}

/**
 * Whether any scalar under this path passes. A dot in the path is a step into an object or part of a key, whatever is there;
 * an array stands for its elements; only own keys count. With `below`, values anywhere under the path count as well.
 */
function anyAt(node: unknown, path: string | null, below: boolean, test: (value: Scalar) => boolean): boolean {
  if (Array.isArray(node)) return node.some((element) => anyAt(element, path, below, test));
  if (typeof node !== 'object') return path === null && node !== undefined && test(node as Scalar);
  if (node === null) return false;
  if (path === null) return below && Object.values(node).some((value) => anyAt(value, null, true, test));
  for (let dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
    const key = path.slice(0, dot);
    if (Object.hasOwn(node, key) && anyAt(node[key as never], path.slice(dot + 1), below, test)) return true;
  }
  return Object.hasOwn(node, path) && anyAt(node[path as never], null, below, test);
}

/** A function that says whether some value of the field passes the test. */
export function compileFieldTest(field: string, test: (value: Scalar) => boolean): (record: LogRecord) => boolean {
  const path = attributePath(field);
  if (path !== null) return (record) => anyAt(record.attributes, path, false, test);
  const name = field as keyof LogRecord;
  return (record) => {
    const value = record[name];
    return value !== undefined && value !== null && test(value as Scalar);
  };
}

/** Whether the field is there: some value other than null at its place, or anywhere below it. */
export function compileFieldPresence(field: string): (record: LogRecord) => boolean {
  const path = attributePath(field);
  if (path !== null) return (record) => anyAt(record.attributes, path === '' ? null : path, true, () => true);
  const name = field as keyof LogRecord;
  return (record) => record[name] !== undefined && record[name] !== null;
}

/** All values of the field written as text: none when it is absent, several when it is an array. Repetitions are kept. */
export function fieldTexts(record: LogRecord, field: string): string[] {
  const texts: string[] = [];
  compileFieldTest(field, (value) => {
    texts.push(String(value));
    return false;
  })(record);
  return texts;
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** The number that a value is or spells in decimal; NaN otherwise. */
export function toNumber(value: Scalar): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && NUMBER.test(value) ? Number(value) : Number.NaN;
}
