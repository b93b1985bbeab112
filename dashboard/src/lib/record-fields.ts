import type { AttributeValue, LogRecord } from '../../../core/record.ts';

/** A field of a record with its value; objects have their fields below them. */
export interface FieldNode {
  /** Last step of the path, as it is shown. */
  name: string;
  /** As a query names it. */
  path: string;
  value: AttributeValue;
  children: FieldNode[];
}

const ATTRIBUTES = 'attributes.';

/** In the order in which people look for them; any other follows. */
const FIRST = ['timestamp', 'level', 'category', 'category_confidence', 'service', 'host', 'environment', 'message'];
/** Shown elsewhere. */
const HIDDEN: readonly string[] = ['attributes', 'raw'];

/** The value at a path; a dot may be a step or part of a key, as in a query. */
export function readField(record: LogRecord, path: string): AttributeValue | undefined {
  if (!path.startsWith(ATTRIBUTES))
    return Object.hasOwn(record, path) ? (record[path as keyof LogRecord] as string) : undefined;
  return valueAt(record.attributes, path.slice(ATTRIBUTES.length));
}

function valueAt(node: AttributeValue, path: string): AttributeValue | undefined {
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return undefined;
  if (Object.hasOwn(node, path)) return node[path];
  for (let dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
    const key = path.slice(0, dot);
    const found = Object.hasOwn(node, key) ? valueAt(node[key] ?? null, path.slice(dot + 1)) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A value as text; what is not there is empty. */
export function valueText(value: AttributeValue | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** All fields of a record as a tree. */
export function fieldTree(record: LogRecord): FieldNode[] {
  const names = Object.keys(record).filter((name) => !HIDDEN.includes(name));
  const rank = (name: string): number => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length);
  const top = names
    .sort((a, b) => rank(a) - rank(b))
    .map((name) => nodeOf(name, name, record[name as keyof LogRecord] as AttributeValue));
  if (Object.keys(record.attributes).length === 0) return top;
  return [...top, nodeOf('attributes', 'attributes', record.attributes)];
}

function nodeOf(name: string, path: string, value: AttributeValue): FieldNode {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  const children = isObject ? Object.entries(value).map(([key, child]) => nodeOf(key, `${path}.${key}`, child)) : [];
  return { name, path, value, children };
}

/** The nodes whose path or value holds the text, with the way to them. */
export function searchTree(nodes: readonly FieldNode[], text: string): FieldNode[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return [...nodes];
  return nodes.flatMap((node) => {
    if (node.path.toLowerCase().includes(wanted)) return [node];
    if (node.children.length === 0) return valueText(node.value).toLowerCase().includes(wanted) ? [node] : [];
    const children = searchTree(node.children, text);
    return children.length > 0 ? [{ ...node, children }] : [];
  });
}

/** Paths of all values in these records, for choosing columns. */
export function pathsOf(records: readonly LogRecord[]): string[] {
  const paths = new Set<string>();
  const add = ({ path, children }: FieldNode): void => {
    if (children.length === 0) paths.add(path);
    for (const child of children) add(child);
  };
  for (const record of records) for (const node of fieldTree(record)) add(node);
  return [...paths];
}
