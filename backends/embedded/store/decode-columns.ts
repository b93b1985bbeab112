import { createByteReader } from '../../../core/byte-reader.ts';
import type { MessageMeta, NumberMeta, TextMeta } from './block-format.ts';
import { type Column, ownEntries, rowColumn, sameEntry } from './column.ts';
import { groupRows } from './encode-columns.ts';
import { type Codes, decodeCodes, decodeIntegers } from './integers.ts';
import { SLOT, slotsIn, TEMPLATE_END } from './message-template.ts';
import { once } from './once.ts';
import { decodeTexts, type TextPool } from './text-pool.ts';

/** What a part decodes to, and what it weighs in memory. */
export interface Decoded<T> {
  value: T;
  bytes: number;
}

/** Parts of one block. Decoding is done once and remembered for a while; a part is always decoded the same way. */
export interface Parts {
  readonly rows: number;
  read<T>(part: number, decode: (raw: Buffer) => Decoded<T>): T;
  /** What is worked out from a decoded part (and others), remembered beside it; one thing a part. */
  derive<T>(part: number, make: () => Decoded<T>): T;
}

/** An array of a column's codes. */
export function readCodes(parts: Parts, part: number): Codes {
  return parts.read(part, (raw) => ({ value: decodeCodes(raw, parts.rows), bytes: raw.length }));
}

/** Whole numbers, one a row or as many as given. */
export function readIntegers(parts: Parts, part: number, count = parts.rows): Float64Array {
  return parts.read(part, (raw) => ({ value: decodeIntegers(raw, count), bytes: count * 8 }));
}

function readPresence(parts: Parts, part: number | null): Codes {
  if (part === null) return ownEntries(parts.rows);
  return parts.read(part, (raw) => {
    const codes = new Uint16Array(parts.rows);
    let present = 0;
    for (let row = 0; row < parts.rows; row++) codes[row] = raw[row] === 1 ? ++present : 0;
    return { value: codes, bytes: parts.rows * 2 };
  });
}

/** Both parts of a pool are decoded as one; it is remembered under the characters. */
function readTexts(parts: Parts, at: { lengths: number; characters: number }): TextPool {
  return parts.read(at.characters, (characters) => {
    const lengths = parts.read(at.lengths, (raw) => ({ value: raw, bytes: raw.length }));
    const pool = decodeTexts({ lengths, characters });
    return { value: pool, bytes: pool.bytes };
  });
}

interface CountedPool {
  pool: TextPool;
  counts: Uint32Array;
}

function decodeCountedPool(raw: Buffer): Decoded<CountedPool> {
  const reader = createByteReader(raw);
  const pool = decodeTexts({ lengths: reader.bytes(), characters: reader.bytes() });
  const counts = new Uint32Array(pool.length);
  for (let index = 0; index < pool.length; index++) counts[index] = reader.varint();
  return { value: { pool, counts }, bytes: pool.bytes + counts.length * 4 };
}

/** Opens a column of texts; codes are unpacked only when asked for. */
export function openTextColumn(parts: Parts, meta: TextMeta): Column<string> {
  switch (meta.kind) {
    case 'constant':
      return { entries: 1, value: () => meta.value, codes: () => sameEntry(parts.rows), counts: () => [parts.rows] };
    case 'dictionary':
      return {
        entries: meta.values.length,
        value: (entry) => meta.values[entry] as string,
        codes: () => readCodes(parts, meta.codes),
        counts: () => meta.counts,
      };
    case 'pool': {
      const { pool, counts } = parts.read(meta.values, decodeCountedPool);
      return { entries: pool.length, value: pool.get, codes: () => readCodes(parts, meta.codes), counts: () => counts };
    }
    case 'plain': {
      const pool = readTexts(parts, meta);
      return {
        entries: pool.length,
        value: pool.get,
        codes: () => readPresence(parts, meta.presence),
        counts: () => null,
      };
    }
  }
}

/** Opens a column of numbers. */
export function openNumberColumn(parts: Parts, meta: NumberMeta): Column<number> {
  if (meta.kind === 'dictionary') {
    return {
      entries: meta.values.length,
      value: (entry) => meta.values[entry] as number,
      codes: () => readCodes(parts, meta.codes),
      counts: () => meta.counts,
    };
  }
  const codes = readPresence(parts, meta.presence);
  const values = parts.read(meta.numbers, (raw) => {
    const numbers = meta.kind === 'decimal' ? decodeDecimals(raw, codes, meta.scale) : decodeDoubles(raw);
    return { value: numbers, bytes: numbers.length * 8 };
  });
  return { entries: values.length, value: (entry) => values[entry] as number, codes: () => codes, counts: () => null };
}

function decodeDecimals(raw: Buffer, codes: Codes, scale: number): Float64Array {
  let present = 0;
  for (let row = 0; row < codes.length; row++) if (codes[row] !== 0) present++;
  const numbers = decodeIntegers(raw, present);
  const factor = 10 ** scale;
  for (let index = 0; index < present; index++) numbers[index] = (numbers[index] as number) / factor;
  return numbers;
}

function decodeDoubles(raw: Buffer): Float64Array {
  return new Float64Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.byteLength));
}

/** Messages with their templates, for who wants to look at templates rather than at every message. */
export interface MessageColumn extends Column<string> {
  /** Each with TEMPLATE_END behind it. */
  readonly templates: TextPool;
  /** By row: 0 where there is no message, else the template's number + 1. */
  templateCodes(): Codes;
  /** The rows of a template, in order. */
  rowsOf(template: number): Uint16Array;
  /** All variables; the one of the k-th row of a template in a slot stands at `firstVariable(template) + slot × rows + k`. */
  variables(): TextPool;
  firstVariable(template: number): number;
}

/** Where the rows and variables of each template are. */
interface Layout {
  firstVariable: Uint32Array;
  rows: Uint16Array;
  starts: Uint32Array;
  /** The place of each row among the rows of its template. */
  ranks: Uint16Array;
}

function layOut(templates: TextPool, codes: Codes): Layout {
  const { rows, starts } = groupRows(codes, templates.length);
  const firstVariable = new Uint32Array(templates.length);
  const ranks = new Uint16Array(codes.length);
  let variables = 0;
  for (let template = 0; template < templates.length; template++) {
    firstVariable[template] = variables;
    const begin = starts[template + 1] as number;
    const end = starts[template + 2] as number;
    variables += (end - begin) * slotsIn(templates.get(template));
    for (let at = begin; at < end; at++) ranks[rows[at] as number] = at - begin;
  }
  return { firstVariable, rows, starts, ranks };
}

const NO_TEXTS: TextPool = { length: 0, bytes: 0, text: '', offsets: new Uint32Array(1), get: () => '' };

/** Opens a column of messages. */
export function openMessageColumn(parts: Parts, meta: MessageMeta): MessageColumn {
  const codes = once(() => readCodes(parts, meta.codes));
  const variables = once(() => (meta.variables ? readTexts(parts, meta.variables) : NO_TEXTS));
  const templates = parts.read(meta.templates, (raw) => {
    const reader = createByteReader(raw);
    const value = decodeTexts({ lengths: reader.bytes(), characters: reader.bytes() });
    return { value, bytes: value.bytes };
  });
  const layout = once(() =>
    parts.derive(meta.templates, () => {
      const value = layOut(templates, codes());
      return { value, bytes: parts.rows * 4 + templates.length * 8 };
    }),
  );
  const value = (row: number): string => {
    const template = ((codes()[row] as number) || 1) - 1;
    const text = templates.get(template);
    if (!text.includes(SLOT)) return text.slice(0, -TEMPLATE_END.length);
    const { starts, firstVariable, ranks } = layout();
    const step = (starts[template + 2] as number) - (starts[template + 1] as number);
    return fillTemplate(text, variables(), (firstVariable[template] as number) + (ranks[row] as number), step);
  };
  return {
    ...rowColumn(parts.rows, value),
    codes: () => presentRows(codes()),
    counts: () => (codes().includes(0) ? Uint8Array.from(codes(), (code) => (code === 0 ? 0 : 1)) : null),
    templates,
    templateCodes: codes,
    rowsOf: (template) => layout().rows.subarray(layout().starts[template + 1], layout().starts[template + 2]),
    variables,
    firstVariable: (template) => layout().firstVariable[template] as number,
  };
}

/** Rows without a text keep an entry, so that entry and row stay the same; only their code says that it is not theirs. */
function presentRows(codes: Codes): Codes {
  if (!codes.includes(0)) return ownEntries(codes.length);
  return Uint16Array.from(codes, (code, row) => (code === 0 ? 0 : row + 1));
}

function fillTemplate(template: string, variables: TextPool, first: number, step: number): string {
  let text = '';
  let copied = 0;
  let variable = first;
  for (let at = template.indexOf(SLOT); at >= 0; at = template.indexOf(SLOT, copied)) {
    text += template.slice(copied, at) + variables.get(variable);
    copied = at + 1;
    variable += step;
  }
  return text + template.slice(copied, -TEMPLATE_END.length);
}
