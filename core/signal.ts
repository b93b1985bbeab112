/** Wakes one waiter. A wake that comes before the wait is kept for it, so none is missed between a look and a wait. */
export interface Signal {
  wake(): void;
  /** Resolves at the next wake, or after the time, ms (Infinity: never by itself). */
  wait(ms: number): Promise<void>;
}

export function createSignal(): Signal {
  let woken = false;
  let waiter: (() => void) | null = null;
  const wake = (): void => {
    if (waiter) waiter();
    else woken = true;
  };
  const wait = (ms: number): Promise<void> => {
    if (woken || ms <= 0) {
      woken = false;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        waiter = null;
        resolve();
      };
      const timer = Number.isFinite(ms) ? setTimeout(done, ms) : undefined;
      waiter = done;
    });
  };
  return { wake, wait };
}
