import type { Attributes, AttributeValue } from './record.ts';

/** What had to be changed to keep a record; counted, never a reason to refuse it. */
export type Note =
  | 'timestamp_unreadable'
  | 'level_unreadable'
  | 'message_cut'
  | 'field_cut'
  | 'too_deep'
  | 'too_many_keys';

const MAX_DEPTH = 32;
const MAX_KEYS = 1_000;
/** Where the keys beyond the limit go, as JSON text. */
const REST = '_rest';

/** The text without lone surrogates, which no UTF-8 can hold. */
export function wellFormed(text: string): string {
  return text.isWellFormed() ? text : text.toWellFormed();
}

/** JSON text of anything; a sentence in its place when it has none (cycles, throwing getters, nesting beyond the stack). */
export function jsonText(value: unknown): string {
  try {
    return wellFormed(
      JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? String(part) : part)) ?? String(value),
    );
  } catch {
    return '[cannot be written as JSON]';
  }
}

/** Assigning `__proto__` would change a prototype instead of keeping data. */
function safeKey(key: string): string {
  return key === '__proto__' ? '_proto_' : wellFormed(key);
}

/** Of a name that many values share, so many are looked at for the same value. */
const LOOKED_AT = 8;

/** A name behind those that are taken, of which there are more than that: found in few looks. */
function nameBehind(attributes: Attributes, name: string): string {
  let taken = LOOKED_AT;
  let free = taken * 2;
  for (; Object.hasOwn(attributes, `${name}_${free}`); free *= 2) taken = free;
  while (free - taken > 1) {
    const middle = Math.floor((taken + free) / 2);
    if (Object.hasOwn(attributes, `${name}_${middle}`)) taken = middle;
    else free = middle;
  }
  return `${name}_${free}`;
}

/** Keeps a field under its name; under `name_2`, `name_3` … where the name holds another value already. Undefined is nothing to keep. */
export function putAttribute(attributes: Attributes, key: string, value: unknown): void {
  if (value === undefined) return;
  const name = safeKey(key);
  let free = name;
  for (let n = 2; Object.hasOwn(attributes, free); n += 1) {
    if (attributes[free] === value) return;
    free = n > LOOKED_AT ? nameBehind(attributes, name) : `${name}_${n}`;
  }
  attributes[free] = value as AttributeValue;
}

interface Budget {
  keys: number;
  onNote: (note: Note) => void;
}

function cleanScalar(value: unknown): AttributeValue {
  if (typeof value === 'string') return wellFormed(value);
  // adding zero makes -0, which JSON cannot tell from 0, the latter
  if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : String(value);
  if (typeof value === 'boolean' || value === null || value === undefined) return value ?? null;
  return wellFormed(String(value));
}

function cleanObject(value: object, depth: number, budget: Budget): AttributeValue {
  if (value instanceof Date) return jsonText(value).replaceAll('"', '');
  const keys = Object.keys(value);
  if (keys.length > budget.keys) {
    budget.onNote('too_many_keys');
    return jsonText(value);
  }
  budget.keys -= keys.length;
  const clean: Attributes = {};
  for (const key of keys)
    putAttribute(clean, key, cleanValue((value as Record<string, unknown>)[key], depth + 1, budget));
  return clean;
}

function cleanValue(value: unknown, depth: number, budget: Budget): AttributeValue {
  if (typeof value !== 'object' || value === null) return cleanScalar(value);
  if (depth > MAX_DEPTH) {
    budget.onNote('too_deep');
    return jsonText(value);
  }
  if (Array.isArray(value)) {
    const clean: AttributeValue[] = [];
    // also holes, which have no JSON
    for (let index = 0; index < value.length; index++) clean.push(cleanValue(value[index], depth + 1, budget));
    return clean;
  }
  return cleanObject(value, depth, budget);
}

function cutKeys(attributes: Attributes, keys: readonly string[]): Attributes {
  const kept: Attributes = {};
  const rest: Attributes = {};
  for (const [index, key] of keys.entries()) {
    const target = index < MAX_KEYS - 1 && key !== REST ? kept : rest;
    target[key] = attributes[key] ?? null;
  }
  kept[REST] = jsonText(rest);
  return kept;
}

/**
 * Plain data of JSON's kinds only, in at most 32 levels and 1,000 keys. What is deeper or more becomes JSON text in its
 * place (or under `_rest`) and is noted. Cleans in place where it can and returns the result.
 */
export function cleanAttributes(attributes: Attributes, onNote: (note: Note) => void): Attributes {
  let keys = Object.keys(attributes);
  let result = attributes;
  if (keys.length > MAX_KEYS) {
    onNote('too_many_keys');
    result = cutKeys(attributes, keys);
    keys = Object.keys(result);
  }
  const budget: Budget = { keys: MAX_KEYS - keys.length, onNote };
  for (const key of keys) {
    const value = result[key];
    if (typeof value === 'object' && value !== null) result[key] = cleanValue(value, 2, budget);
    else result[key] = cleanScalar(value);
  }
  return result;
}
