import { readLevel } from '../../core/level.ts';
import type { Level } from '../../core/record.ts';
import { isError, type JsonBudget, peek, writeJson, writeMembers } from './write-json.ts';

/** What every log of a producer says where it does not say it itself. */
export interface BaseFields {
  service: string;
  environment: string | undefined;
  host: string | undefined;
  fields: Readonly<Record<string, unknown>>;
}

export interface WrittenLine {
  /** JSON of one record, without a line break. */
  line: string;
  service: string;
  isImportant: boolean;
  /** Whether something had to be left out because the record is too large. */
  isCut: boolean;
}

/** What a call says beside its fields. */
export interface Said {
  level?: Level;
  message?: unknown;
}

const KIB = 1_024;
/** Below what a server takes as one record. */
const MAX_RECORD_BYTES = 900 * KIB;
/** Kept free of the message, so that a huge one leaves room for the fields. */
const FIELD_BYTES = 200 * KIB;
const MAX_VALUES = 10_000;
const CUT_MARK = ',"sdk_truncated":true';
const HEAD: ReadonlySet<string> = new Set(['timestamp', 'level', 'service', 'environment', 'host', 'message']);

interface Fields {
  from: object;
  keys: readonly string[];
}

/** The fields of a call, whatever was given in their place. */
function fieldsOf(given: unknown): Fields {
  if (isError(given)) return { from: { error: given }, keys: ['error'] };
  try {
    if (typeof given === 'object' && given !== null && !Array.isArray(given)) {
      return { from: given, keys: Object.keys(given) };
    }
  } catch {
    return { from: { fields: '[unserialisable]' }, keys: ['fields'] };
  }
  return given === undefined ? { from: {}, keys: [] } : { from: { value: given }, keys: ['value'] };
}

function* otherFields({ from, keys }: Fields, said: Said, base: BaseFields): Generator<[string, unknown]> {
  if (isError(said.message)) yield ['error', said.message];
  for (const key of keys) if (!HEAD.has(key)) yield [key, peek(from, key)];
  for (const [key, value] of Object.entries(base.fields)) {
    if (!HEAD.has(key) && !keys.includes(key)) yield [key, value];
  }
}

function messageOf(fields: object, said: Said): unknown {
  const message = said.message ?? peek(fields, 'message');
  if (isError(message)) return peek(message, 'message');
  if (message !== undefined) return message;
  const error = peek(fields, 'error');
  return isError(error) ? peek(error, 'message') : undefined;
}

/**
 * One record as the gateway takes it. Never throws on what it is given, and never writes more than 900 KiB: what goes
 * beyond is cut and marked `sdk_truncated`.
 */
export function writeLine(given: unknown, said: Said, base: BaseFields, nowMs: number): WrittenLine {
  const all = fieldsOf(given);
  const fields = all.from;
  const budget: JsonBudget = { bytes: MAX_RECORD_BYTES - FIELD_BYTES, values: MAX_VALUES, isCut: false };
  const level = said.level ?? peek(fields, 'level') ?? 'info';
  const service = peek(fields, 'service') ?? base.service;
  const head = writeMembers(
    [
      ['timestamp', peek(fields, 'timestamp') ?? new Date(nowMs)],
      ['level', level],
      ['service', service],
      ['environment', peek(fields, 'environment') ?? base.environment],
      ['host', peek(fields, 'host') ?? base.host],
    ],
    budget,
  );
  const message = writeJson(messageOf(fields, said), budget);
  budget.bytes += FIELD_BYTES;
  const rest = writeMembers(otherFields(all, said, base), budget);
  const known = readLevel(level);
  return {
    line: `{${head}${message === undefined ? '' : `,"message":${message}`}${rest === '' ? '' : `,${rest}`}${budget.isCut ? CUT_MARK : ''}}`,
    service: typeof service === 'string' ? service : base.service,
    isImportant: known === 'error' || known === 'fatal',
    isCut: budget.isCut,
  };
}
