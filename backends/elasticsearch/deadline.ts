import { PipelineError } from '../../core/errors.ts';
import { toPipelineError } from './errors.ts';

/** Options of one request of the client. */
export interface RequestOptions {
  signal: AbortSignal;
  requestTimeout: number;
}

/** How long a search may take, whatever it takes. */
export interface Deadline {
  /**
   * Asks something of the server within what time is left.
   * @throws what the signal says when it fires; PipelineError `query_timeout` when the time is over
   */
  ask<T>(request: (options: RequestOptions) => Promise<T>): Promise<T>;
}

export function createDeadline(limitMs: number, signal: AbortSignal | undefined): Deadline {
  const over = AbortSignal.timeout(limitMs);
  const either = signal ? AbortSignal.any([signal, over]) : over;
  return {
    async ask(request) {
      const check = (): void => {
        signal?.throwIfAborted();
        if (over.aborted) {
          throw new PipelineError('query_timeout', `The search took longer than ${limitMs} ms.`);
        }
      };
      check();
      try {
        const answer = await request({ signal: either, requestTimeout: limitMs + 1_000 });
        check();
        return answer;
      } catch (error) {
        check();
        throw toPipelineError(error);
      }
    },
  };
}
