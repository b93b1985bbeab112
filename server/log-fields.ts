import type { LogFields } from '../core/logger.ts';
import { SECRET_KINDS } from '../stream-processor/mask/detectors.ts';
import { createMasker } from '../stream-processor/mask/mask.ts';
import { isSecretField } from '../stream-processor/mask/secret-name.ts';

const isSecretKey = (key: string): boolean => isSecretField(key) || /webhook_?url$/i.test(key);
const HIDDEN = '[secret]';
const MAX_DEPTH = 6;
const MAX_TEXT = 8_192;
/** Written by the logger itself; a field of that name moves aside. */
const TAKEN = new Set(['timestamp', 'level', 'service', 'part', 'message']);

export interface FieldCleaner {
  text(text: string): string;
  /** Plain data that JSON can hold, without secrets, whatever came in. */
  fields(fields: LogFields): Record<string, unknown>;
}

/** @param secrets values that are hidden wherever they stand. @param showStacks whether errors keep their stack. */
export function createFieldCleaner(secrets: readonly string[], showStacks: boolean): FieldCleaner {
  const masker = createMasker({ kinds: SECRET_KINDS }, () => {});
  const hidden = secrets.filter((secret) => secret !== '');

  const text = (given: string): string => {
    const short = given.length > MAX_TEXT ? `${given.slice(0, MAX_TEXT)}…` : given;
    return masker.text(hidden.reduce((rest, secret) => rest.replaceAll(secret, HIDDEN), short));
  };
  const error = (given: Error, depth: number): Record<string, unknown> => {
    const { code, cause, stack } = given as Error & { code?: unknown };
    return {
      ...(code !== undefined && { code: value(code, depth + 1) }),
      message: text(given.message),
      ...(cause !== undefined && { cause: value(cause, depth + 1) }),
      ...(showStacks && stack !== undefined && { stack: text(stack) }),
    };
  };
  const object = (given: object, depth: number): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(given).map(([key, each]) => [text(key), isSecretKey(key) ? HIDDEN : value(each, depth)]),
    );
  const value = (given: unknown, depth: number): unknown => {
    if (typeof given === 'string') return text(given);
    if (typeof given === 'number') return Number.isFinite(given) ? given : String(given);
    if (typeof given === 'boolean' || given === null || given === undefined) return given;
    if (typeof given !== 'object') return text(String(given));
    if (depth > MAX_DEPTH) return '…';
    if (given instanceof Error) return error(given, depth);
    if (given instanceof Date) return String(given.getTime() >= 0 || given.getTime() < 0 ? given.toISOString() : given);
    if (ArrayBuffer.isView(given)) return `[${given.byteLength} bytes]`;
    if (Array.isArray(given)) return given.slice(0, 100).map((each) => value(each, depth + 1));
    return object(given, depth + 1);
  };

  return {
    text,
    fields(fields) {
      try {
        const clean = object(fields, 0);
        return Object.fromEntries(Object.entries(clean).map(([key, each]) => [TAKEN.has(key) ? `${key}_` : key, each]));
      } catch {
        return { fields: 'unreadable' };
      }
    },
  };
}
