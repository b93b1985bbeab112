import { createContext, Script } from 'node:vm';

/** Runs work to its end, or for so long at most; `exceeded` is called when it was cut off in the middle, wherever that was. */
export type TimeLimit = <T>(work: () => T, exceeded: () => T) => T;

/**
 * Of work that never waits and so holds everything else up. Cutting it off skips its `catch` and `finally` too, so what it was changing
 * is not to be used any more. A loop that V8 has compiled without a place to stop at cannot be cut off.
 */
export function createTimeLimit(limitMs: number): TimeLimit {
  const scope: { work?(): void } = {};
  const context = createContext(scope);
  const script = new Script('work()');
  return <T>(work: () => T, exceeded: () => T): T => {
    let outcome: { value: T } | { error: unknown } | null = null;
    scope.work = () => {
      try {
        outcome = { value: work() };
      } catch (error) {
        outcome = { error };
      }
    };
    try {
      script.runInContext(context, { timeout: limitMs });
    } catch {
      // What the work itself threw is in the outcome.
    }
    const reached = outcome as { value: T } | { error: unknown } | null;
    if (reached === null) return exceeded();
    if ('error' in reached) throw reached.error;
    return reached.value;
  };
}
