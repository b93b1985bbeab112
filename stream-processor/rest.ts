import { setTimeout } from 'node:timers/promises';

/** A pause for everything that this process has to do in time, such as telling its group that it lives. */
export interface Rest {
  /** From now on nobody goes on for a while. */
  begin(): void;
  /** Null: nobody rests. Otherwise it is to be asked again once this has resolved, since whoever went on first may have begun another. */
  current(): Promise<void> | null;
}

export function createRest(restMs: number): Rest {
  let current: Promise<void> | null = null;
  return {
    begin() {
      const mine: Promise<void> = setTimeout(restMs, undefined, { ref: false }).then(() => {
        if (current === mine) current = null;
      });
      current = mine;
    },
    current: () => current,
  };
}
