import { createByteWriter } from '../../../core/byte-writer.ts';
import type { MessageMeta, NumberMeta, TextMeta } from './block-format.ts';
import { type Codes, encodeCodes, encodeIntegers } from './integers.ts';
import { SLOT, slotsIn, splitMessage, TEMPLATE_END } from './message-template.ts';
import { encodeTexts } from './text-pool.ts';
import type { TokenFilterBuilder } from './token-filter.ts';

/** Takes the bytes of a part and answers with its number. */
export type AddPart = (bytes: Uint8Array) => number;

/** Values of one column, one a row; undefined where the row has none. */
export type Values<T> = readonly (T | undefined)[];

/** Dictionaries up to this size stand in the head, where every reader has them at hand. */
const HEAD_VALUES = 64;
/** A column whose values repeat less than this is not worth a dictionary. */
const PLAIN_SHARE = 0.7;
const PLAIN_SAMPLE = 512;

interface Dictionary<T> {
  values: T[];
  counts: number[];
  codes: Uint16Array;
  present: number;
}

/** The values with a code a row; null when they hardly repeat. */
function buildDictionary<T>(column: Values<T>, plainShare: number): Dictionary<T> | null {
  const codeOf = new Map<T, number>();
  const counts: number[] = [];
  const codes = new Uint16Array(column.length);
  let present = 0;
  let lastValue: T | undefined;
  let lastCode = 0;
  for (let row = 0; row < column.length; row++) {
    const value = column[row];
    if (value === undefined) continue;
    present++;
    let code = value === lastValue ? lastCode : codeOf.get(value);
    if (code === undefined) {
      code = codeOf.size + 1;
      codeOf.set(value, code);
      counts.push(0);
      if (present >= PLAIN_SAMPLE && code > present * plainShare) return null;
    }
    lastValue = value;
    lastCode = code;
    codes[row] = code;
    counts[code - 1] = (counts[code - 1] as number) + 1;
  }
  return { values: [...codeOf.keys()], counts, codes, present };
}

function addPresence(column: Values<unknown>, present: number, add: AddPart): number | null {
  if (present === column.length) return null;
  const bytes = new Uint8Array(column.length);
  for (let row = 0; row < column.length; row++) bytes[row] = column[row] === undefined ? 0 : 1;
  return add(bytes);
}

/** Null when no row has a value. Every different value is shown to `onValue`, some more than once. */
export function encodeTextColumn(
  column: Values<string>,
  add: AddPart,
  onValue?: (value: string) => void,
): TextMeta | null {
  const dictionary = buildDictionary(column, PLAIN_SHARE);
  if (!dictionary) return encodePlain(column, add, onValue);
  const { values, counts, codes, present } = dictionary;
  if (onValue) for (const value of values) onValue(value);
  const [first] = values;
  if (first === undefined) return null;
  if (values.length === 1 && present === column.length) return { kind: 'constant', value: first };
  const codesPart = add(encodeCodes(codes));
  if (values.length <= HEAD_VALUES) return { kind: 'dictionary', values, counts, codes: codesPart };
  const { lengths, characters } = encodeTexts(values);
  const writer = createByteWriter(characters.length * 2);
  writer.bytes(lengths);
  writer.bytes(characters);
  for (const count of counts) writer.varint(count);
  return { kind: 'pool', values: add(writer.finish()), codes: codesPart };
}

function encodePlain(column: Values<string>, add: AddPart, onValue?: (value: string) => void): TextMeta {
  const values = column.filter((value) => value !== undefined);
  if (onValue) for (const value of values) onValue(value);
  const { lengths, characters } = encodeTexts(values);
  return {
    kind: 'plain',
    lengths: add(lengths),
    characters: add(characters),
    presence: addPresence(column, values.length, add),
  };
}

/** Null when no row has a value. NaN cannot be told from absent afterwards. */
export function encodeNumberColumn(column: Values<number>, add: AddPart): NumberMeta | null {
  const dictionary = buildDictionary(column, 0.5);
  if (dictionary?.present === 0) return null;
  const values = column.filter((value) => value !== undefined);
  const negativeZero = values.some((value) => Object.is(value, -0));
  if (dictionary && dictionary.values.length < 256 && !negativeZero && dictionary.values.every(Number.isFinite)) {
    return {
      kind: 'dictionary',
      values: dictionary.values,
      counts: dictionary.counts,
      codes: add(encodeCodes(dictionary.codes)),
    };
  }
  const presence = addPresence(column, values.length, add);
  const scale = negativeZero ? -1 : decimalScale(values);
  if (scale >= 0) {
    const factor = 10 ** scale;
    const numbers = add(encodeIntegers(values.map((value) => Math.round(value * factor))));
    return { kind: 'decimal', scale, numbers, presence };
  }
  return { kind: 'double', numbers: add(new Uint8Array(Float64Array.from(values).buffer)), presence };
}

const POWERS = [1, 10, 100, 1e3, 1e4, 1e5, 1e6];
const MAX_SCALED = 2 ** 50;

/** How many decimals are enough to give each value back exactly; -1 when none are. */
function decimalScale(values: readonly number[]): number {
  let scale = 0;
  for (const value of values) {
    for (;;) {
      const factor = POWERS[scale];
      if (factor === undefined) return -1;
      const scaled = Math.round(value * factor);
      if (!(Math.abs(scaled) < MAX_SCALED)) return -1;
      if (scaled / factor === value) break;
      scale++;
    }
  }
  return scale;
}

/** Rows of each template: the rows in the order of their codes, and where each template's begin. */
export function groupRows(codes: Codes, groups: number): { rows: Uint16Array; starts: Uint32Array } {
  const starts = new Uint32Array(groups + 2);
  for (let row = 0; row < codes.length; row++) {
    const next = (codes[row] as number) + 1;
    starts[next] = (starts[next] as number) + 1;
  }
  for (let group = 1; group < starts.length; group++)
    starts[group] = (starts[group] as number) + (starts[group - 1] as number);
  const rows = new Uint16Array(codes.length);
  const next = starts.slice();
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] as number;
    const at = next[code] as number;
    rows[at] = row;
    next[code] = at + 1;
  }
  return { rows, starts };
}

/** Null when no row has a text. With `filter`, the tokens of all texts are added to it. */
export function encodeMessages(column: Values<string>, add: AddPart, filter?: TokenFilterBuilder): MessageMeta | null {
  const codeOf = new Map<string, number>();
  const codes = new Uint16Array(column.length);
  const variables: string[] = [];
  const firstVariable = new Uint32Array(column.length);
  for (let row = 0; row < column.length; row++) {
    const message = column[row];
    if (message === undefined) continue;
    firstVariable[row] = variables.length;
    const template = splitMessage(message, variables);
    let code = codeOf.get(template);
    if (code === undefined) {
      code = codeOf.size + 1;
      codeOf.set(template, code);
    }
    codes[row] = code;
  }
  if (codeOf.size === 0) return null;
  const templates = [...codeOf.keys()];
  if (filter) addTokens(templates, variables, codeOf.has(SLOT), filter);
  const ordered = orderVariables(templates, codes, variables, firstVariable);
  const { lengths, characters } = encodeTexts(templates.map((template) => template + TEMPLATE_END));
  const writer = createByteWriter(characters.length + lengths.length + 16);
  writer.bytes(lengths);
  writer.bytes(characters);
  return { templates: add(writer.finish()), codes: add(encodeCodes(codes)), variables: addVariables(ordered, add) };
}

/** @param someWhole whether some variables may be whole messages */
function addTokens(
  templates: readonly string[],
  variables: readonly string[],
  someWhole: boolean,
  filter: TokenFilterBuilder,
): void {
  for (const template of templates) filter.addText(template);
  for (const variable of variables) {
    if (someWhole && variable.includes(SLOT)) filter.addText(variable);
    else filter.addToken(variable);
  }
}

/** By template, then slot, then row: what stands in one place of one sentence compresses together. */
function orderVariables(
  templates: readonly string[],
  codes: Uint16Array,
  variables: readonly string[],
  firstVariable: Uint32Array,
): string[] {
  const { rows, starts } = groupRows(codes, templates.length);
  const ordered: string[] = [];
  for (let template = 0; template < templates.length; template++) {
    const slots = slotsIn(templates[template] as string);
    const begin = starts[template + 1] as number;
    const end = starts[template + 2] as number;
    for (let slot = 0; slot < slots; slot++) {
      for (let at = begin; at < end; at++)
        ordered.push(variables[(firstVariable[rows[at] as number] as number) + slot] as string);
    }
  }
  return ordered;
}

function addVariables(ordered: readonly string[], add: AddPart): MessageMeta['variables'] {
  if (ordered.length === 0) return null;
  const { lengths, characters } = encodeTexts(ordered);
  return { lengths: add(lengths), characters: add(characters) };
}
