import { isNativeError } from 'node:util/types';

/** What one text may cost; shared by all values written into it. */
export interface JsonBudget {
  /** UTF-8 bytes that may still be written. */
  bytes: number;
  /** Values that may still be visited. */
  values: number;
  /** Whether something was left out or shortened. */
  isCut: boolean;
}

const UNSERIALISABLE = '"[unserialisable]"';
const MAX_DEPTH = 24;
const MAX_KEY_CHARS = 512;
/** What is left for brackets and the last marks. */
const RESERVE_BYTES = 64;
/** So short that counting three bytes a character costs less than counting right. */
const SHORT_CHARS = 32;

function sizeOf(text: string): number {
  return text.length <= SHORT_CHARS ? text.length * 3 : Buffer.byteLength(text);
}

function shorten(text: string, bytes: number): string {
  let cut = text.slice(0, Math.max(0, bytes));
  for (;;) {
    const written = JSON.stringify(`${cut.toWellFormed()}…`);
    const size = Buffer.byteLength(written);
    if (size <= bytes || cut === '') return written;
    cut = cut.slice(0, Math.floor((cut.length * bytes * 0.95) / size));
  }
}

function writeText(text: string, budget: JsonBudget): string {
  const isHuge = text.length > budget.bytes;
  const whole = isHuge ? '' : JSON.stringify(text);
  if (!isHuge && sizeOf(whole) <= budget.bytes) {
    budget.bytes -= sizeOf(whole);
    return whole;
  }
  budget.isCut = true;
  const written = shorten(text, budget.bytes);
  budget.bytes -= Buffer.byteLength(written);
  return written;
}

/** The value under a key, whatever its getter does. */
export function peek(from: object, key: string): unknown {
  try {
    return (from as Record<string, unknown>)[key];
  } catch {
    return '[unserialisable]';
  }
}

function isOut(budget: JsonBudget): boolean {
  budget.values -= 1;
  if (budget.values >= 0 && budget.bytes > RESERVE_BYTES) return false;
  budget.isCut = true;
  return true;
}

/** Writes `"key":value` pairs with commas between, as far as the budget goes; what has no text is left out. */
export function writeMembers(
  entries: Iterable<readonly [string, unknown]>,
  budget: JsonBudget,
  ancestors: readonly object[] = [],
): string {
  let text = '';
  for (const [key, value] of entries) {
    if (isOut(budget)) break;
    const name = JSON.stringify(key.length > MAX_KEY_CHARS ? key.slice(0, MAX_KEY_CHARS) : key);
    budget.bytes -= sizeOf(name) + 2;
    const written = writeJson(value, budget, ancestors);
    if (written !== undefined) text += text === '' ? `${name}:${written}` : `,${name}:${written}`;
  }
  return text;
}

function writeItems(items: Iterable<unknown>, budget: JsonBudget, ancestors: readonly object[]): string {
  let text = '';
  let isFirst = true;
  for (const item of items) {
    if (isOut(budget)) break;
    const written = writeJson(item, budget, ancestors) ?? 'null';
    text += isFirst ? written : `,${written}`;
    isFirst = false;
    budget.bytes -= 1;
  }
  return `[${text}]`;
}

function* ownEntries(value: object, without?: ReadonlySet<string>): Generator<[string, unknown]> {
  for (const key of Object.keys(value)) if (!without?.has(key)) yield [key, peek(value, key)];
}

const ERROR_KEYS: ReadonlySet<string> = new Set(['type', 'name', 'message', 'stack', 'cause']);

function* errorEntries(error: object): Generator<[string, unknown]> {
  yield ['type', peek(error, 'name')];
  yield ['message', peek(error, 'message')];
  yield* ownEntries(error, ERROR_KEYS);
  yield ['stack', peek(error, 'stack')];
  yield ['cause', peek(error, 'cause')];
}

function* mapEntries(map: ReadonlyMap<unknown, unknown>): Generator<[string, unknown]> {
  for (const [key, value] of map) yield [String(key), value];
}

/** Whether the value is an error, also one of another realm. */
export function isError(value: unknown): value is Error {
  try {
    return isNativeError(value) || value instanceof Error;
  } catch {
    return false;
  }
}

function writeObject(value: object, budget: JsonBudget, ancestors: readonly object[]): string {
  if (ancestors.includes(value)) return '"[circular]"';
  if (ancestors.length >= MAX_DEPTH) return '"[too deep]"';
  const inside = [...ancestors, value];
  if (Array.isArray(value)) return writeItems(value, budget, inside);
  if (isError(value)) return `{${writeMembers(errorEntries(value), budget, inside)}}`;
  const { toJSON } = value as { toJSON?: unknown };
  if (ArrayBuffer.isView(value)) return JSON.stringify(`[${value.byteLength} bytes]`);
  if (typeof toJSON === 'function') return writeJson(toJSON.call(value, ''), budget, inside) ?? 'null';
  if (value instanceof Map) return `{${writeMembers(mapEntries(value), budget, inside)}}`;
  if (value instanceof Set) return writeItems(value, budget, inside);
  return `{${writeMembers(ownEntries(value), budget, inside)}}`;
}

function writeAny(value: unknown, budget: JsonBudget, ancestors: readonly object[]): string | undefined {
  switch (typeof value) {
    case 'string':
      return writeText(value, budget);
    case 'number':
      budget.bytes -= 24;
      return Number.isFinite(value) ? String(value) : `"${value}"`;
    case 'boolean':
      budget.bytes -= 5;
      return String(value);
    case 'undefined':
      return undefined;
    case 'bigint':
    case 'symbol':
      return writeText(String(value), budget);
    case 'function':
      return writeText(`[function ${String(peek(value, 'name'))}]`, budget);
    default:
      budget.bytes -= 4;
      return value === null ? 'null' : writeObject(value as object, budget, ancestors);
  }
}

/**
 * JSON of anything, within the budget; undefined of undefined. Never throws: cycles, getters and proxies that throw,
 * big integers, symbols and nesting beyond 24 levels get a word in their place. Errors, maps and sets keep their content.
 */
export function writeJson(value: unknown, budget: JsonBudget, ancestors: readonly object[] = []): string | undefined {
  try {
    return writeAny(value, budget, ancestors);
  } catch {
    return UNSERIALISABLE;
  }
}
