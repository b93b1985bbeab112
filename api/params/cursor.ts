import { createHash } from 'node:crypto';
import { z } from 'zod';
import { PipelineError } from '../../core/errors.ts';

export const cursorParameter = z.string().max(2_000).optional().describe('`next_cursor` of the page before.');

const HASH_LENGTH = 12;

function hashOf(request: unknown): string {
  return createHash('sha256').update(JSON.stringify(request)).digest('base64url').slice(0, HASH_LENGTH);
}

/** A place in the answer to one request, opaque to the client. `request` is what must be the same when it comes back. */
export function writeCursor(place: unknown, request: unknown): string {
  return Buffer.from(JSON.stringify([hashOf(request), place])).toString('base64url');
}

/** @throws PipelineError `invalid_cursor` when the text is no cursor, or one of another request. */
export function readCursor<T>(text: string, place: z.ZodType<T>, request: unknown): T {
  const result = z.tuple([z.string(), place]).safeParse(parseJson(text));
  if (!result.success) throw new PipelineError('invalid_cursor', 'the cursor is not one that was given out here');
  const [hash, found] = result.data;
  if (hash !== hashOf(request)) throw new PipelineError('invalid_cursor', 'the cursor belongs to another request');
  return found;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return undefined;
  }
}
