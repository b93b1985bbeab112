const NUMBERS = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 } as const;
type StopSignal = keyof typeof NUMBERS;

/** One Ctrl-C or one stop of a service manager can come twice: to the group of processes, and passed on by the one above. */
const SAME_MS = 250;

export interface StopSignals {
  /** Resolves with the first signal to stop. */
  readonly first: Promise<StopSignal>;
}

/** From now on the first signal is told, and a second one ends the process at once with 128 + its number. */
export function watchStopSignals(): StopSignals {
  const first = Promise.withResolvers<StopSignal>();
  let seenAt: number | undefined;
  const onSignal = (signal: StopSignal): void => {
    const now = performance.now();
    if (seenAt === undefined) {
      seenAt = now;
      first.resolve(signal);
    } else if (now - seenAt > SAME_MS) process.exit(128 + NUMBERS[signal]);
  };
  for (const signal of Object.keys(NUMBERS) as StopSignal[]) process.on(signal, onSignal);
  return { first: first.promise };
}
