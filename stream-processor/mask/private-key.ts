import { createPatternFinder } from './detector.ts';

/** PEM blocks; to the end of the text where the key breaks off: every beginning is a hit, so nothing is looked at twice. */
export const findPrivateKeys = createPatternFinder(
  /-{4,5} ?BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)? ?-{4,5}[\s\S]*?(?:-{4,5} ?END [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)? ?-{4,5}|$)/g,
);

const SHORTEST_LINE = 60;
const LINE = /^[ \t]{0,8}(?<secret>[A-Za-z0-9+/]{60,76}={0,2})[ \t]{0,8}\r?$/dgm;
/** Of 60 characters drawn from 64 about 39 differ; fewer than 30 do in names of classes and paths. */
const LEAST_DIFFERENT = 30;

function looksRandom(line: string): boolean {
  return /[0-9]/.test(line) && /[a-z]/.test(line) && /[A-Z]/.test(line) && new Set(line).size >= LEAST_DIFFERENT;
}

/** Lines of a PEM block that came one by one, so that its first line is nowhere near. */
export const findKeyLines = createPatternFinder(LINE, looksRandom);

function isKeyCharacter(unit: number): boolean {
  const letter = unit | 0x20;
  // also the backslash that JSON may put before a slash
  return (letter >= 97 && letter <= 122) || (unit >= 47 && unit <= 57) || unit === 43 || unit === 61 || unit === 92;
}

/** Whether a text may hold such a line. Looks for its end first, and goes on behind what cannot be in it, so it sees few characters. */
export function mayHoldKeyLine(source: string): boolean {
  for (let start = 0; start + SHORTEST_LINE <= source.length; ) {
    let at = start + SHORTEST_LINE - 1;
    while (at >= start && isKeyCharacter(source.charCodeAt(at))) at--;
    if (at < start) return true;
    start = at + 1;
  }
  return false;
}
