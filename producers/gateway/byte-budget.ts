import { PipelineError } from '../../core/errors.ts';

/** A share of the budget, growing with what is held for one request. */
export interface ByteShare {
  /** @throws PipelineError `unavailable` when the budget has not so much left; nothing was taken then. */
  take(bytes: number): void;
  /** Gives everything back. Idempotent. */
  release(): void;
}

export interface ByteBudget {
  open(): ByteShare;
  readonly used: number;
}

/** Bounds the bytes that are held for all requests together: beyond it senders are told to come back instead of the process growing. */
export function createByteBudget(limitBytes: number): ByteBudget {
  let used = 0;
  return {
    get used() {
      return used;
    },
    open() {
      let held = 0;
      return {
        take(bytes) {
          if (used + bytes > limitBytes) {
            throw new PipelineError('unavailable', 'too much is being taken in at the moment; send it again shortly');
          }
          used += bytes;
          held += bytes;
        },
        release() {
          used -= held;
          held = 0;
        },
      };
    },
  };
}
