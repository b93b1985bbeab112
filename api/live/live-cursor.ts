import { z } from 'zod';
import { PipelineError } from '../../core/errors.ts';

/** A place in the tail: by partition the next offset, and the newest time seen, epoch ms. */
export interface LiveCursor {
  epoch: string;
  next: ReadonlyMap<number, number>;
  time: number;
}

const schema = z.tuple([
  z.string().max(32),
  z.number().int().min(0),
  z.array(z.tuple([z.number().int().min(0), z.number().int().min(0)])).max(10_000),
]);

/** Opaque to the client. */
export function writeLiveCursor({ epoch, next, time }: LiveCursor): string {
  return Buffer.from(JSON.stringify([epoch, Math.max(0, time), [...next]])).toString('base64url');
}

/** @throws PipelineError `invalid_cursor` when the text is none. */
export function readLiveCursor(text: string): LiveCursor {
  try {
    const [epoch, time, next] = schema.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
    return { epoch, time, next: new Map(next) };
  } catch (error) {
    throw new PipelineError('invalid_cursor', 'the cursor is not one that was given out here', { cause: error });
  }
}
