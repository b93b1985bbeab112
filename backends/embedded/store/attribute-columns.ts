import type { Attributes, AttributeValue } from '../../../core/record.ts';
import { readValue } from './attribute-value.ts';
import type { BlockHead } from './block-format.ts';
import { type Column, mapColumn, rowColumn } from './column.ts';
import { openTextColumn, type Parts } from './decode-columns.ts';
import type { PartialRecord } from './open-block.ts';

/** Any key is an own key, `__proto__` too. */
function setOwn(attributes: Attributes, key: string, value: AttributeValue): void {
  if (key === '__proto__') {
    Object.defineProperty(attributes, key, { value, writable: true, enumerable: true, configurable: true });
  } else {
    attributes[key] = value;
  }
}

/** Adds to the attributes of a row what one column knows of it. */
type Source = Column<string> & { addTo(attributes: Attributes, text: string): void };

/** The attributes of a block. */
export interface AttributeColumns {
  /** By top-level key: opens its column, values as writeValue has them. */
  readonly keys: ReadonlyMap<string, () => Column<string>>;
  /** Whether there are keys without a column of their own. */
  readonly hasRest: boolean;
  /** What rows have under a path (empty: at all), as records with as few attributes as can decide that. Null: nothing. */
  at(path: string): Column<PartialRecord> | null;
  /** Opens all; the function gives the attributes of a row. */
  all(): (row: number) => Attributes;
}

export function openAttributes(parts: Parts, head: Pick<BlockHead, 'rows' | 'attributes' | 'rest'>): AttributeColumns {
  const ofKey = ([key, meta]: BlockHead['attributes'][number]): Source => ({
    ...openTextColumn(parts, meta),
    addTo: (attributes, text) => setOwn(attributes, key, readValue(text)),
  });
  const ofRest = (): Source[] => {
    if (!head.rest) return [];
    const addTo = (attributes: Attributes, text: string): void => {
      for (const [key, value] of Object.entries(JSON.parse(text) as Attributes)) setOwn(attributes, key, value);
    };
    return [{ ...openTextColumn(parts, head.rest), addTo }];
  };
  return {
    keys: new Map(head.attributes.map(([key, meta]) => [key, () => openTextColumn(parts, meta)])),
    hasRest: head.rest !== null,
    at(path) {
      const keys = new Set(firstKeys(path));
      const named = head.attributes.filter(([key]) => path === '' || keys.has(key)).map(ofKey);
      const sources = path === '' || named.length < keys.size ? [...named, ...ofRest()] : named;
      const [only] = sources;
      if (!only) return null;
      if (sources.length === 1)
        return mapColumn(only, (text) => withAttributes((attributes) => only.addTo(attributes, text)));
      const read = rowReader(sources);
      return rowColumn(head.rows, (row) => ({ attributes: read(row) }));
    },
    all: () => rowReader([...head.attributes.map(ofKey), ...ofRest()]),
  };
}

function withAttributes(fill: (attributes: Attributes) => void): PartialRecord {
  const attributes: Attributes = {};
  fill(attributes);
  return { attributes };
}

function rowReader(sources: readonly Source[]): (row: number) => Attributes {
  const opened = sources.map((source) => ({ source, codes: source.codes() }));
  return (row) => {
    const attributes: Attributes = {};
    for (const { source, codes } of opened) {
      const code = codes[row] as number;
      if (code !== 0) source.addTo(attributes, source.value(code - 1));
    }
    return attributes;
  };
}

/** A dot in a path is a step or part of a key: the keys that may come first. */
function firstKeys(path: string): string[] {
  const keys = [path];
  for (let dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) keys.push(path.slice(0, dot));
  return keys;
}
