import type { PartialEvent } from '../core/normalise.ts';
import type { Attributes, Level } from '../core/record.ts';
import { CAPITALS, DIGITS } from './first-characters.ts';
import { type LevelWord, readLevelWord } from './level-word.ts';
import { readLineTime } from './line-time.ts';
import { putOrigin, readOrigin } from './origin-words.ts';
import type { LineParser, ParseOptions, ReadLine } from './parsed-line.ts';

const SEPARATOR = /^(?:[ \t]{1,40}(?:[|-] ?)?|[|:,][ \t]{0,40})/;
/** What may stand between time and level: `[main]`, `{job.py:12}`, `<0.5.0>`, `- app.db -`, `app.db`, a number, the id of a request before a tab. */
const PIECE =
  /^(?:\[([^\][\n]{1,160})\]|\{([^}\n]{1,160})\}|<(\d[\d.]{0,30})>|([A-Za-z_][\w$.-]{0,160}) - |([A-Za-z_][\w$]{0,60}(?:[.:][\w$]{1,60}){1,12})(?= )|(\d{1,10})(?= )|([0-9a-f-]{36})(?=\t))/;
/** `22:40:01 INF]`: time and level in the same brackets. */
const LEVEL_INSIDE = /^[ |]{1,2}([A-Za-z]{3,13})\](?= |$)/;
/** `ERROR:root:message`, Python's default. */
const PYTHON = /^(DEBUG|INFO|WARNING|ERROR|CRITICAL):([\w.-]{1,128}):/;
/** ` (kafka.server.Log)` at the end, log4j's `(%c)`. */
const LAST_LOGGER = /^ \(([A-Za-z_][\w$]{0,60}(?:\.[\w$]{1,60}){1,12})\)$/;
const FIELDS = /^(?:\{|(?:level|lvl|msg|message|severity|ts|time)=)/;
const HEAD = 1_024;
const MOST_STEPS = 8;

/** The beginning of a line, as far as it was understood. */
interface Head {
  timed: boolean;
  timestamp: string | undefined;
  level: Level | undefined;
  inBrackets: boolean;
  attributes: Attributes;
  /** Where the message begins. */
  end: number;
}

function takeLevel(head: Head, { level, inBrackets }: Pick<LevelWord, 'level' | 'inBrackets'>, end: number): void {
  head.level = level;
  head.inBrackets ||= inBrackets;
  head.end = end;
}

/** A time, also in brackets, which may hold the level too. */
function takeTime(head: Head, text: string, at: number, options: ParseOptions): boolean {
  const open = text[at] === '[' ? 1 : 0;
  const time = readLineTime(text.slice(at + open, at + open + 64), options);
  if (!time) return false;
  let end = at + open + time.end;
  const inside = open === 0 ? null : LEVEL_INSIDE.exec(text.slice(end, end + 20));
  const word = inside === null ? null : readLevelWord(`[${inside[1] ?? ''}]`);
  if (open === 1 && text[end] !== ']' && word === null) return false;
  end += word === null || inside === null ? open : inside[0].length;
  head.timed = true;
  head.timestamp = time.timestamp;
  head.end = end;
  if (word !== null) takeLevel(head, word, end);
  return true;
}

/** Takes time and level wherever they stand among the first parts; `end` stays behind the last one of these two. */
function readHead(text: string, options: ParseOptions): Head {
  const head: Head = {
    timed: false,
    timestamp: undefined,
    level: undefined,
    inBrackets: false,
    attributes: {},
    end: 0,
  };
  let at = 0;
  for (let step = 0; step < MOST_STEPS && !(head.timed && head.level !== undefined); step += 1) {
    if (at > 0) at += SEPARATOR.exec(text.slice(at, at + 48))?.[0].length ?? 0;
    if (!head.timed && takeTime(head, text, at, options)) {
      at = head.end;
      continue;
    }
    const rest = text.slice(at, at + 360);
    const word = head.level === undefined ? readLevelWord(rest) : null;
    if (word) {
      takeLevel(head, word, at + word.end);
      at = head.end;
      if (word.end === 0) break;
      continue;
    }
    const piece = head.timed ? PIECE.exec(rest) : null;
    const name = piece?.slice(1).find((group) => group !== undefined);
    if (!piece || name === undefined) break;
    putOrigin(head.attributes, name);
    at += piece[0].length;
  }
  return head;
}

/** Where the message begins behind blanks and one separator. */
function skipSeparator(line: string, at: number): number {
  const found = /^(?:[ \t]{0,80}[-:|]?)[ \t]{1,80}|^[:|]/.exec(line.slice(at, at + 170));
  return at + (found?.[0].length ?? 0);
}

function splitLastLogger(record: PartialEvent, message: string): string {
  const open = message.endsWith(')') && message.length < 1_000_000 ? message.lastIndexOf(' (') : -1;
  const found = open === -1 ? null : LAST_LOGGER.exec(message.slice(open, open + 1_000));
  if (!found || record.attributes.logger !== undefined) return message;
  record.attributes.logger = found[1] ?? '';
  return message.slice(0, open);
}

function readPython(line: string): ReadLine | null {
  const found = PYTHON.exec(line);
  const word = found === null ? null : readLevelWord(`[${found[1] ?? ''}]`);
  if (!found || !word) return null;
  const message = line.slice(found[0].length).trimStart();
  return { confidence: 0.8, record: { level: word.level, message, attributes: { logger: found[2] ?? '' } } };
}

function recordOf(line: string, head: Head): PartialEvent {
  const record: PartialEvent = { attributes: head.level === undefined ? {} : head.attributes };
  if (head.timestamp !== undefined) record.timestamp = head.timestamp;
  if (head.level !== undefined) record.level = head.level;
  let at = skipSeparator(line, head.end);
  if (head.level !== undefined) at += readOrigin(line.slice(at, at + HEAD), record.attributes);
  const message = line.slice(at);
  record.message = line.startsWith('[') ? splitLastLogger(record, message) : message;
  return record;
}

/**
 * Lines of the many loggers that begin with a time, a level and the names of process, thread or logger, in whatever order
 * and brackets: `2026-11-25 22:40:01,123 [main] WARN c.e.App - message`. What was read is no longer part of the message.
 */
export const text: LineParser = {
  format: 'text',
  first: `[(<${DIGITS}${CAPITALS}`,
  parse(line, options) {
    const python = readPython(line);
    if (python) return python;
    const head = readHead(line.slice(0, HEAD), options);
    // a time of day alone, or a level that is only a word, may as well be the beginning of a sentence
    if (head.timestamp === undefined && !(head.level !== undefined && (head.timed || head.inBrackets))) return null;
    const record = recordOf(line, head);
    if (record.message === '') record.message = line;
    const known = (head.timed ? 0.2 : 0) + (head.level === undefined ? 0 : 0.2);
    const isFields = head.level === undefined && FIELDS.test(record.message ?? '');
    return { confidence: 0.5 + known, record, ...(isFields ? { inner: record.message ?? '' } : {}) };
  },
};
