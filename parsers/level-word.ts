import { readLevel } from '../core/level.ts';
import type { Level } from '../core/record.ts';

/** A level where a logger puts it. */
export interface LevelWord {
  level: Level;
  /** Index behind it; 0 where it is part of a sentence that must stay whole, such as `Error: no such file`. */
  end: number;
  inBrackets: boolean;
}

const IN_BRACKETS = /^[[(<]\s{0,8}([A-Za-z]{1,13})\s{0,8}[\])>]/;
const CAPITALS = /^([A-Z]{3,13})(?=[\s:|\]]|$)/;
const BEFORE_COLON = /^([A-Za-z]{3,13}):(?=\s)/;
const BEFORE_TAB = /^([a-z]{3,9})(?=\t)/;
/** Go's runtime, and its server for a request that panicked: the one ends the program, the other does not. */
const GO_FATAL = /^fatal error: /;
const GO_PANIC = /^http: panic serving /;
/** Levels to some logger, but in capitals also the beginning of a sentence. */
const AMBIGUOUS = new Set(['LOG', 'HTTP', 'FAIL', 'FAILURE', 'SUCCESS', 'NOTE', 'FINE', 'CONFIG', 'ALERT']);
/** What stands before a colon without being the level of what follows. */
const NO_PREFIX = new Set(['http', 'log', 'note', 'config', 'fine', 'success']);

function capitals(text: string): LevelWord | null {
  const found = CAPITALS.exec(text);
  if (!found) return null;
  const [word] = found;
  if (AMBIGUOUS.has(word) && !/^\s{0,8}[:|\]-]/.test(text.slice(word.length, word.length + 9))) return null;
  const level = readLevel(word);
  return level === null ? null : { level, end: word.length, inBrackets: false };
}

/** The level that the text begins with: in brackets, in capitals, or before a colon or tab. Never a word of a sentence. */
export function readLevelWord(text: string): LevelWord | null {
  const bracketed = IN_BRACKETS.exec(text);
  if (bracketed) {
    const level = readLevel(bracketed[1]);
    return level === null ? null : { level, end: bracketed[0].length, inBrackets: true };
  }
  const found = capitals(text);
  if (found) return found;
  if (GO_PANIC.test(text)) return { level: 'error', end: 0, inBrackets: false };
  if (GO_FATAL.test(text)) return { level: 'fatal', end: 0, inBrackets: false };
  const tabbed = BEFORE_TAB.exec(text);
  const word = (tabbed ?? BEFORE_COLON.exec(text))?.[1];
  const level = word === undefined || NO_PREFIX.has(word.toLowerCase()) ? null : readLevel(word);
  return level === null ? null : { level, end: tabbed?.[0].length ?? 0, inBrackets: false };
}
