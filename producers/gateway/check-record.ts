import { PipelineError } from '../../core/errors.ts';
import { normaliseRecord } from '../../core/normalise.ts';
import { parseJson } from '../../core/parse-json.ts';

/** Far beyond what is kept as structure: nesting to here becomes text later, nesting beyond it is an attack. */
const MAX_DEPTH = 512;

function isDeeper(value: object, left: number): boolean {
  if (left === 0) return true;
  for (const key in value) {
    const inner = (value as Record<string, unknown>)[key];
    if (typeof inner === 'object' && inner !== null && isDeeper(inner, left - 1)) return true;
  }
  return false;
}

/**
 * Holds for every value that the pipeline can make a log of, at little cost for the ordinary ones.
 * @throws PipelineError `invalid_record` saying what is missing.
 */
export function assertRecord(value: unknown): asserts value is Record<string, unknown> {
  if (typeof value === 'object' && value !== null && isDeeper(value, MAX_DEPTH)) {
    throw new PipelineError('invalid_record', `the record is nested deeper than ${MAX_DEPTH} levels`);
  }
  const message = (value as { message?: unknown } | null)?.message;
  if (typeof message === 'string' && !Array.isArray(value)) return;
  normaliseRecord(value, { receivedAt: 0 });
}

/** @throws PipelineError `record_too_large` */
export function assertSize(text: string, limitBytes: number): void {
  if (text.length * 3 <= limitBytes) return;
  const size = Buffer.byteLength(text);
  if (size <= limitBytes) return;
  throw new PipelineError('record_too_large', `the record has ${size} bytes, more than ${limitBytes}`, {
    details: { size_bytes: size, limit_bytes: limitBytes },
  });
}

/** @throws PipelineError `invalid_json` saying where it breaks. */
export function readJsonLine(text: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    throw new PipelineError('invalid_json', `not JSON: ${(error as Error).message}`);
  }
}
