import type { Logger } from '../core/logger.ts';

/** What was started last is stopped first. */
export interface StopStack {
  push(name: string, stop: () => Promise<void> | void): void;
  /** Stops everything, one after the other, each within what is left of the deadline; a step that fails does not keep the others from stopping. */
  stopAll(deadlineMs: number): Promise<void>;
}

/** Gives what `start` gives. When it fails, what it had put on the stack is stopped before the error goes on. */
export async function startOnStack<T>(stack: StopStack, deadlineMs: number, start: () => Promise<T>): Promise<T> {
  try {
    return await start();
  } catch (error) {
    await stack.stopAll(deadlineMs);
    throw error;
  }
}

export function createStopStack(logger: Logger): StopStack {
  const steps: { name: string; stop: () => Promise<void> | void }[] = [];
  return {
    push: (name, stop) => steps.push({ name, stop }),
    async stopAll(deadlineMs) {
      const deadline = AbortSignal.timeout(deadlineMs);
      const late = new Promise<'late'>((resolve) => deadline.addEventListener('abort', () => resolve('late')));
      for (let step = steps.pop(); step; step = steps.pop()) {
        const { name, stop } = step;
        try {
          const outcome = await Promise.race([Promise.resolve(stop()), late]);
          if (outcome === 'late') logger.warn('did not stop in time', { stopped: name });
        } catch (error) {
          logger.error('did not stop cleanly', { stopped: name, error });
        }
      }
    },
  };
}
