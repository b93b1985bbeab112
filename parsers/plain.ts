import { readLevel } from '../core/level.ts';
import type { PartialEvent } from '../core/normalise.ts';
import { readTimestamp } from '../core/timestamp.ts';
import type { ParsedLine } from './parsed-line.ts';

/** A full date and time at the beginning, with or without brackets. */
const TIME =
  /^\[?(\d{4}[-/.]\d{2}[-/.]\d{2}[T ]\d{2}:\d{2}:\d{2}(?:[.,]\d{1,9})?(?: ?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2}))?)\]?(?=[\s:|,]|$)/;
/** A level in capitals, or in brackets, or before a colon: a word in a sentence is none. */
const LEVEL = /^(?:[A-Z]{4,9}(?=[\s:|\]]|$)|[[(<]\s{0,3}([A-Za-z]{3,9})\s{0,3}[\])>]|([A-Za-z]{3,9}):(?=\s))/;
const BETWEEN = /^(?:[\s|:,-]{1,8}|\[[^\]\s]{1,64}\]|\d{1,10}(?=\s))/;
const MAX_STEPS = 4;

function levelOf(text: string): { level: PartialEvent['level'] } | null {
  const found = LEVEL.exec(text);
  const level = found === null ? null : readLevel((found[1] ?? found[2] ?? found[0]).trim());
  return level === null ? null : { level };
}

/** The level near the beginning, past blanks, a thread's name or a process number. */
function findLevel(line: string, start: number): PartialEvent['level'] {
  let rest = line.slice(start, start + 256);
  for (let step = 0; step <= MAX_STEPS; step += 1) {
    rest = rest.trimStart();
    const found = levelOf(rest);
    if (found) return found.level;
    const between = BETWEEN.exec(rest);
    if (!between) return undefined;
    rest = rest.slice(between[0].length);
  }
  return undefined;
}

/** A line of no known format: the whole of it is the message; a time and a level at its beginning are read as well. */
export function readPlain(line: string): ParsedLine {
  const record: PartialEvent = { message: line, attributes: {} };
  const time = TIME.exec(line);
  const timestamp = time === null ? null : readTimestamp(time[1]);
  if (timestamp !== null) record.timestamp = timestamp;
  const level = findLevel(line, time !== null && timestamp !== null ? time[0].length : 0);
  if (level !== undefined) record.level = level;
  const known = (timestamp === null ? 0 : 1) + (level === undefined ? 0 : 1);
  return { format: 'unknown', confidence: 0.2 + known * 0.2, record };
}
