import { putAttribute } from '../core/attributes.ts';
import type { ParsedLine } from './parsed-line.ts';

const QUARTER_MS = 900_000;
const WIDEST_ZONE_MS = 14 * 3_600_000;
const WRITING_MS = 2_000;

/** A time that is whole quarters of an hour off was written in a zone that the program did not name. */
function liesInAnotherZone(outer: string, inner: string): boolean {
  const apart = Math.abs(Date.parse(outer) - Date.parse(inner));
  const rest = apart % QUARTER_MS;
  return apart > WRITING_MS && apart <= WIDEST_ZONE_MS + WRITING_MS && Math.min(rest, QUARTER_MS - rest) <= WRITING_MS;
}

/** The program's clock, unless the carrier's is the better one: it says the same second in more digits, or it names its zone. */
function chooseTime({ format, record }: ParsedLine, inner: string | undefined): string | undefined {
  const outer = record.timestamp;
  if (outer === undefined || inner === undefined) return inner ?? outer;
  if (outer.length > inner.length && outer.startsWith(inner.slice(0, 19))) return outer;
  return format !== 'rfc3164' && liesInAnotherZone(outer, inner) ? outer : inner;
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
  const timestamp = chooseTime(outer, said.timestamp);
  if (timestamp !== undefined) record.timestamp = timestamp;
  return { ...outer, record };
}
