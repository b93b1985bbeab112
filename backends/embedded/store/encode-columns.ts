import { createByteWriter } from '../../../core/byte-writer.ts';
import type { NumberValues, PlainTexts, TextValues } from './block-columns.ts';
import type { MessageMeta, NumberMeta, TextMeta } from './block-format.ts';
import { type Codes, encodeCodes, encodeIntegers } from './integers.ts';
import { SLOT, slotsIn, TEMPLATE_END } from './message-template.ts';
import type { SplitMessages } from './split-messages.ts';
import { encodeTexts } from './text-pool.ts';
import { encodeUnits, textOf } from './text-units.ts';
import type { TokenFilterBuilder } from './token-filter.ts';

/** Takes the bytes of a part and answers with its number. */
export type AddPart = (bytes: Uint8Array) => number;

/** Dictionaries up to this size stand in the head, where every reader has them at hand. */
const HEAD_VALUES = 64;

/** 0 or 1 a row; null when all rows have one. */
function addPresence(isPresent: ArrayLike<number>, present: number, add: AddPart): number | null {
  if (present === isPresent.length) return null;
  const bytes = new Uint8Array(isPresent.length);
  for (let row = 0; row < bytes.length; row++) bytes[row] = isPresent[row] === 0 ? 0 : 1;
  return add(bytes);
}

/** Every different value is shown to `onValue`, some more than once. */
export function encodeTextColumn(column: TextValues, add: AddPart, onValue?: (value: string) => void): TextMeta {
  if (onValue) for (const value of column.values) onValue(value);
  if (column.kind === 'plain') return encodePlain(column, add);
  const { values, counts, codes, present } = column;
  const [first] = values;
  if (values.length === 1 && present === codes.length) return { kind: 'constant', value: first as string };
  const codesPart = add(encodeCodes(codes));
  if (values.length <= HEAD_VALUES) return { kind: 'dictionary', values, counts, codes: codesPart };
  const { lengths, characters } = encodeTexts(values);
  const writer = createByteWriter(characters.length * 2);
  writer.bytes(lengths);
  writer.bytes(characters);
  for (const count of counts) writer.varint(count);
  return { kind: 'pool', values: add(writer.finish()), codes: codesPart };
}

function encodePlain({ values, codes }: PlainTexts, add: AddPart): TextMeta {
  const { lengths, characters } = encodeTexts(values);
  return {
    kind: 'plain',
    lengths: add(lengths),
    characters: add(characters),
    presence: addPresence(codes, values.length, add),
  };
}

/** NaN cannot be told from absent afterwards. */
export function encodeNumberColumn(column: NumberValues, add: AddPart): NumberMeta {
  const { values, isPresent, negativeZero } = presentNumbers(column);
  const dictionary = negativeZero ? null : buildDictionary(column);
  if (dictionary) {
    const { codes, ...repeated } = dictionary;
    return { kind: 'dictionary', ...repeated, codes: add(encodeCodes(codes)) };
  }
  const presence = addPresence(isPresent, values.length, add);
  const scale = negativeZero ? -1 : decimalScale(values);
  if (scale < 0) return { kind: 'double', numbers: add(new Uint8Array(values.slice().buffer)), presence };
  const factor = 10 ** scale;
  for (let index = 0; index < values.length; index++) values[index] = Math.round((values[index] as number) * factor);
  return { kind: 'decimal', scale, numbers: add(encodeIntegers(values)), presence };
}

function presentNumbers(column: NumberValues): { values: Float64Array; isPresent: Uint8Array; negativeZero: boolean } {
  const values = new Float64Array(column.length);
  const isPresent = new Uint8Array(column.length);
  let present = 0;
  let negativeZero = false;
  for (let row = 0; row < column.length; row++) {
    const value = column[row] as number;
    if (Number.isNaN(value)) continue;
    isPresent[row] = 1;
    values[present++] = value;
    if (Object.is(value, -0)) negativeZero = true;
  }
  return { values: values.subarray(0, present), isPresent, negativeZero };
}

const MAX_NUMBERS = 255;

/** The values with a code a row; null when they are too many, or one cannot stand in JSON. */
function buildDictionary(column: NumberValues): { values: number[]; counts: number[]; codes: Uint16Array } | null {
  const codeOf = new Map<number, number>();
  const counts: number[] = [];
  const codes = new Uint16Array(column.length);
  for (let row = 0; row < column.length; row++) {
    const value = column[row] as number;
    if (Number.isNaN(value)) continue;
    let code = codeOf.get(value);
    if (code === undefined) {
      code = codeOf.size + 1;
      if (code > MAX_NUMBERS || !Number.isFinite(value)) return null;
      codeOf.set(value, code);
      counts.push(0);
    }
    codes[row] = code;
    counts[code - 1] = (counts[code - 1] as number) + 1;
  }
  return { values: [...codeOf.keys()], counts, codes };
}

const POWERS = [1, 10, 100, 1e3, 1e4, 1e5, 1e6];
const MAX_SCALED = 2 ** 50;

/** How many decimals are enough to give each value back exactly; -1 when none are. */
function decimalScale(values: Float64Array): number {
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
export function encodeMessages(split: SplitMessages, add: AddPart, filter?: TokenFilterBuilder): MessageMeta | null {
  const { templates, codes } = split;
  if (templates.length === 0) return null;
  if (filter) addTokens(split, filter);
  const { lengths, characters } = encodeTexts(templates.map((template) => template + TEMPLATE_END));
  const writer = createByteWriter(characters.length + lengths.length + 16);
  writer.bytes(lengths);
  writer.bytes(characters);
  return { templates: add(writer.finish()), codes: add(encodeCodes(codes)), variables: encodeVariables(split, add) };
}

function addTokens({ templates, units, ends }: SplitMessages, filter: TokenFilterBuilder): void {
  for (const template of templates) filter.addText(template);
  const someWhole = templates.includes(SLOT);
  let begin = 0;
  for (let variable = 0; variable < ends.length; variable++) {
    const end = ends[variable] as number;
    if (someWhole && units.subarray(begin, end).includes(0)) filter.addText(textOf(units.subarray(begin, end)));
    else filter.addToken(units, begin, end);
    begin = end;
  }
}

/** By template, then slot, then row: what stands in one place of one sentence compresses together. */
function encodeVariables(split: SplitMessages, add: AddPart): MessageMeta['variables'] {
  const { templates, codes, units, ends, firstVariable } = split;
  if (ends.length === 0) return null;
  const { rows, starts } = groupRows(codes, templates.length);
  const lengths = createByteWriter(ends.length + 16);
  lengths.varint(ends.length);
  const ordered = new Uint16Array(units.length);
  let length = 0;
  for (let template = 0; template < templates.length; template++) {
    const slots = slotsIn(templates[template] as string);
    const first = starts[template + 1] as number;
    const last = starts[template + 2] as number;
    for (let slot = 0; slot < slots; slot++) {
      for (let at = first; at < last; at++) {
        const variable = (firstVariable[rows[at] as number] as number) + slot;
        const begin = variable === 0 ? 0 : (ends[variable - 1] as number);
        const end = ends[variable] as number;
        lengths.varint(end - begin);
        for (let unit = begin; unit < end; unit++) ordered[length++] = units[unit] as number;
      }
    }
  }
  return { lengths: add(lengths.finish()), characters: add(encodeUnits(ordered)) };
}
