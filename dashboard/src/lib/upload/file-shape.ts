/** How the logs of a file are written: a line each, a line of JSON each, or values of JSON that span lines. */
export type FileShape = 'text' | 'ndjson' | 'values';

const ELEMENTS = /^\s*\[\s*(?:\{|\]\s*$)/;
const SPREAD = /^\s*\{\s*(?:\r?\n|$)/;

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

/** What the beginning of a file looks like. A line in brackets is no array: many programs write their level or time so. */
export function shapeOf(beginning: string): FileShape {
  if (ELEMENTS.test(beginning)) return 'values';
  const firstLine = /\S[^\n]*/.exec(beginning)?.[0] ?? '';
  if (isObject(firstLine)) return 'ndjson';
  return SPREAD.test(firstLine) ? 'values' : 'text';
}
