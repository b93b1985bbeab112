import type { PartialEvent } from '../core/normalise.ts';

/** What is known of a raw line. `record` holds only what the line says; times are RFC 3339 in UTC with all digits given. */
export interface ParsedLine {
  /** Name of the parser, `unknown` where none knew the line. */
  format: string;
  /** 0–1: how sure it is that the line is of that format. */
  confidence: number;
  record: PartialEvent;
}

export interface ParseOptions {
  /** Epoch ms; gives the year to formats that do not write one. */
  receivedAt: number;
}

/** Reads a raw line of any format. */
export type ParseLine = (line: string, options: ParseOptions) => ParsedLine;

/** What one parser found. */
export interface ReadLine extends Omit<ParsedLine, 'format'> {
  /** The line of a program that this one carries; it is read by itself and joined with this. */
  inner?: string;
}

/** Reads the lines of one format. Pure, never throws, linear in the length of the line. */
export interface LineParser {
  format: string;
  /** Every character that a line of the format can begin with; absent where that can be any. */
  first?: string;
  /** Null when the line is not of the format. The line is never blank and has no line break at its end. */
  parse(line: string, options: ParseOptions): ReadLine | null;
}
