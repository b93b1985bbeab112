import { putAttribute } from '../core/attributes.ts';
import type { ParsedLine } from './parsed-line.ts';

/** The program's clock, unless the carrier's says the same second in more digits. */
function chooseTime(outer: string | undefined, inner: string | undefined): string | undefined {
  if (outer === undefined || inner === undefined) return inner ?? outer;
  return outer.length > inner.length && outer.startsWith(inner.slice(0, 19)) ? outer : inner;
}

/**
 * A carrier's line and the program's line within it as one: what the program says stands, the carrier fills in what is
 * absent. Of a text of no known format only what the carrier does not say is taken.
 */
export function joinLayers(outer: ParsedLine, inner: ParsedLine): ParsedLine {
  const { attributes: own, ...said } = inner.record;
  const { attributes: around, ...carried } = outer.record;
  if (inner.format === 'unknown') return { ...outer, record: { ...said, ...outer.record } };
  const attributes = { ...own };
  for (const key of Object.keys(around)) putAttribute(attributes, key, around[key]);
  const record = { ...carried, ...said, attributes };
  const timestamp = chooseTime(carried.timestamp, said.timestamp);
  if (timestamp !== undefined) record.timestamp = timestamp;
  return { ...outer, record };
}
