import { SLOT } from './message-template.ts';
import { createTemplateTable, type TemplateTable } from './template-table.ts';

/** Messages taken apart into templates and variables. */
export interface SplitMessages {
  /** In the order of their first appearance. */
  templates: readonly string[];
  /** By row: 0 where there is no message, else the template's number + 1. */
  codes: Uint16Array;
  /** The code units of all variables, row by row. */
  units: Uint16Array;
  /** Where each variable ends in them; it begins where the one before ends. */
  ends: Uint32Array;
  /** By row: the number of its first variable. */
  firstVariable: Uint32Array;
}

/** Messages while they are taken apart. */
export interface MessageSplitter {
  /** Rows come in rising order. Tokens with a digit become variables; a message that holds the slot character is one single variable. */
  add(row: number, message: string): void;
  finish(): SplitMessages;
}

/** Bound once, as in text-hash.ts. */
const { imul } = Math;

/** By unit below 128: 1 letter, 2 digit, 3 the slot, 0 anything else. */
const KINDS = Uint8Array.from({ length: 128 }, (_, unit) => {
  const char = String.fromCharCode(unit);
  return /[a-z]/i.test(char) ? 1 : /\d/.test(char) ? 2 : char === SLOT ? 3 : 0;
});
const GAP = 0;
const DIGIT = 2;
const OTHER = 3;
const UNITS_PER_ROW = 24;
const VARIABLES_PER_ROW = 6;

/** What was found so far: variables of all messages, and the template of the last one. */
interface Found {
  units: Uint16Array;
  length: number;
  ends: Uint32Array;
  variables: number;
  template: Uint16Array;
  templateLength: number;
  templateHash: number;
}

export function createMessageSplitter(rows: number): MessageSplitter {
  const found: Found = {
    units: new Uint16Array(rows * UNITS_PER_ROW),
    length: 0,
    ends: new Uint32Array(rows * VARIABLES_PER_ROW),
    variables: 0,
    template: new Uint16Array(256),
    templateLength: 0,
    templateHash: 0,
  };
  const table: TemplateTable = createTemplateTable(rows);
  const codes = new Uint16Array(rows);
  const firstVariable = new Uint32Array(rows);
  return {
    add(row, message) {
      firstVariable[row] = found.variables;
      makeRoom(found, message.length);
      if (!splitAscii(message, found)) splitAny(message, found);
      codes[row] = table.codeOf(found.template, found.templateLength, found.templateHash);
    },
    finish: () => ({
      templates: table.texts(),
      codes,
      units: found.units.subarray(0, found.length),
      ends: found.ends.subarray(0, found.variables),
      firstVariable,
    }),
  };
}

/** Room for the most that a message of this length can become. */
function makeRoom(found: Found, length: number): void {
  if (found.length + length > found.units.length) {
    const units = new Uint16Array((found.length + length) * 2);
    units.set(found.units);
    found.units = units;
  }
  if (found.variables + length + 1 > found.ends.length) {
    const ends = new Uint32Array((found.variables + length + 1) * 2);
    ends.set(found.ends);
    found.ends = ends;
  }
  if (length >= found.template.length) found.template = new Uint16Array(length * 2);
}

/** False, with nothing found, when the message holds the slot or anything beyond ASCII. */
function splitAscii(message: string, found: Found): boolean {
  const { units, ends, template } = found;
  let { length, variables } = found;
  let templateLength = 0;
  let hash = 0;
  let tokenStart = 0;
  let hashAtStart = 0;
  let hasDigit = false;
  for (let at = 0; at <= message.length; at++) {
    const unit = at < message.length ? message.charCodeAt(at) : 32;
    const kind = unit < 128 ? (KINDS[unit] as number) : OTHER;
    if (kind === OTHER) return false;
    if (kind === GAP && hasDigit) {
      for (let moved = tokenStart; moved < templateLength; moved++) units[length++] = template[moved] as number;
      ends[variables++] = length;
      template[tokenStart] = 0;
      templateLength = tokenStart + 1;
      hash = mix(hashAtStart, 0);
      hasDigit = false;
    }
    if (at === message.length) break;
    template[templateLength++] = unit;
    hash = mix(hash, unit);
    if (kind === DIGIT) hasDigit = true;
    else if (kind === GAP) {
      tokenStart = templateLength;
      hashAtStart = hash;
    }
  }
  found.length = length;
  found.variables = variables;
  found.templateLength = templateLength;
  found.templateHash = hash;
  return true;
}

const mix = (hash: number, unit: number): number => imul(hash ^ unit, 0x01000193);

const TOKEN = /[\p{L}\p{Nd}]+/gu;
/** Asked of whole tokens only: an expression that looks for both at once takes the square of a long token's length. */
const HAS_DIGIT = /\p{Nd}/u;

/** The same for any message. */
function splitAny(message: string, found: Found): void {
  const addVariable = (token: string): string => {
    for (let at = 0; at < token.length; at++) found.units[found.length++] = token.charCodeAt(at);
    found.ends[found.variables++] = found.length;
    return SLOT;
  };
  const template = message.includes(SLOT)
    ? addVariable(message)
    : message.replace(TOKEN, (token) => (HAS_DIGIT.test(token) ? addVariable(token) : token));
  found.templateLength = template.length;
  found.templateHash = 0;
  for (let at = 0; at < template.length; at++) {
    const unit = template.charCodeAt(at);
    found.template[at] = unit;
    found.templateHash = mix(found.templateHash, unit);
  }
}
