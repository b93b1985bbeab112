import type { ParsedLine, ParseOptions } from './parsed-line.ts';
import { readPlain } from './plain.ts';
import { PARSERS } from './registry.ts';

function read(line: string, options: ParseOptions): ParsedLine {
  if (line.trim() !== '') {
    for (const parser of PARSERS) {
      const parsed = parser.parse(line, options);
      if (parsed) return { format: parser.format, confidence: parsed.confidence, record: parsed.record };
    }
  }
  return readPlain(line);
}

/**
 * Finds the format of a raw line and reads it; a line of no known format is its own message. `record.raw` is the line
 * as it came. Pure, never throws, linear in the length of the line.
 */
export function parseLine(line: string, options: ParseOptions): ParsedLine {
  const parsed = read(line.replace(/^\uFEFF/, '').replace(/\r?\n$/, ''), options);
  parsed.record.raw = line;
  return parsed;
}
