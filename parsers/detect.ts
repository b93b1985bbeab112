import { joinLayers } from './layers.ts';
import type { ParsedLine, ParseOptions } from './parsed-line.ts';
import { readPlain } from './plain.ts';
import { parsersFor } from './registry.ts';

/** A container's line around a syslog line around a program's: no carrier goes further. */
const MOST_INNER = 2;

function read(line: string, options: ParseOptions, innerLeft: number): ParsedLine {
  if (line.trim() !== '') {
    for (const parser of parsersFor(line)) {
      const parsed = parser.parse(line, options);
      if (!parsed) continue;
      const { confidence, record, inner } = parsed;
      const outer = { format: parser.format, confidence, record };
      if (inner === undefined || innerLeft === 0) return outer;
      return joinLayers(outer, read(inner.replace(/\r?\n$/, ''), options, innerLeft - 1));
    }
  }
  return readPlain(line);
}

/**
 * Finds the format of a raw line and reads it, and the line of a program that it carries; a line of no known format is its own message. `record.raw` is the line
 * as it came. Pure, never throws, linear in the length of the line.
 */
export function parseLine(line: string, options: ParseOptions): ParsedLine {
  const parsed = read(line.replace(/^\uFEFF/, '').replace(/\r?\n$/, ''), options, MOST_INNER);
  parsed.record.raw = line;
  return parsed;
}
