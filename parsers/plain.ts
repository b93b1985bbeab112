import type { PartialEvent } from '../core/normalise.ts';
import { readLevelWord } from './level-word.ts';
import type { ParsedLine } from './parsed-line.ts';

const HEAD = 64;

/** A line of no known format: the whole of it is the message; a level that it begins with is read as well. */
export function readPlain(line: string): ParsedLine {
  const record: PartialEvent = { message: line, attributes: {} };
  const word = readLevelWord(line.slice(0, HEAD));
  if (word) record.level = word.level;
  return { format: 'unknown', confidence: word ? 0.4 : 0.2, record };
}
