/** A long-running part of the house. Both calls are idempotent, also while the first is under way. */
export interface Role {
  start(): Promise<void>;
  /** Resolves when the work in hand is finished and committed. */
  stop(): Promise<void>;
}

interface Work {
  close(): Promise<void>;
}

/** A role whose work `begin` sets going; what it resolves with ends that work. A start that failed may be tried again. */
export function createRole(begin: () => Promise<Work>): Role {
  let work: Promise<Work> | null = null;
  let stopping: Promise<void> | null = null;

  const end = async (begun: Promise<Work> | null): Promise<void> => {
    // Whoever started it was told that it failed.
    const found = await begun?.catch(() => null);
    await found?.close();
  };
  return {
    async start() {
      await stopping;
      work ??= begin();
      const begun = work;
      try {
        await begun;
      } catch (error) {
        if (work === begun) work = null;
        throw error;
      }
    },
    stop() {
      stopping ??= end(work).finally(() => {
        work = null;
        stopping = null;
      });
      return stopping;
    },
  };
}
