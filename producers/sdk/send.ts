/** What is sent of one log. */
export interface Line {
  /** JSON without a line break. */
  line: string;
  service: string;
}

/** How the sending of a batch ended. */
export type Outcome =
  /** Durable, except for so many records that the server refused by themselves. */
  | { kind: 'taken'; rejectedCount: number }
  /** None was taken, and none will be. */
  | { kind: 'refused'; reason: string }
  /** Too much at once: a part of it may be taken. */
  | { kind: 'too-large'; reason: string }
  /** Nothing is known to be taken; the same may succeed later, at the earliest after `waitMs` where that was said. */
  | { kind: 'later'; reason: string; waitMs?: number };

/** Sends a batch once. Never rejects. */
export type Send = (lines: readonly Line[], signal: AbortSignal) => Promise<Outcome>;

/** What went wrong, in the words of the innermost cause. */
export function reasonOf(error: unknown): string {
  let inner = error;
  for (let depth = 0; depth < 8 && inner instanceof Error && inner.cause instanceof Error; depth += 1)
    inner = inner.cause;
  if (!(inner instanceof Error)) return String(inner);
  // a connection that is tried on several addresses fails with an empty message
  return inner.message || (inner as NodeJS.ErrnoException).code || inner.name;
}
