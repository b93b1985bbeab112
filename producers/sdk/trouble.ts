export interface TroubleOptions {
  tell(message: string): void;
  /** Epoch ms. */
  now: () => number;
}

/** Tells the host of trouble, seldom enough to be no trouble itself. */
export interface Trouble {
  failed(reason: string): void;
  dropped(reason: string): void;
}

const EVERY_MS = 60_000;

export function createTrouble({ tell, now }: TroubleOptions): Trouble {
  const toldAt = new Map<string, number>();
  const say = (kind: string, message: string): void => {
    const last = toldAt.get(kind) ?? Number.NEGATIVE_INFINITY;
    if (now() - last < EVERY_MS) return;
    toldAt.set(kind, now());
    try {
      tell(message);
    } catch {
      // the host's own affair; there is nobody left to tell
    }
  };
  return {
    failed: (reason) => say('failed', `logs cannot be delivered, they are kept and tried again: ${reason}`),
    dropped: (reason) => say('dropped', `logs are dropped, and counted: ${reason}`),
  };
}
