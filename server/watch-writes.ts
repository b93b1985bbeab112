import type { Backends } from '../backends/open.ts';
import { type ErrorCode, PipelineError } from '../core/errors.ts';
import type { LogBus } from '../core/log-bus.ts';
import type { LogStore } from '../core/log-store.ts';

/** Why the last write to each part failed; null where it did not, or was never tried. */
export interface WriteTroubles {
  readonly bus: ErrorCode | null;
  readonly store: ErrorCode | null;
}

export const NO_TROUBLES: WriteTroubles = Object.freeze({ bus: null, store: null });

type Watch = <T>(write: () => Promise<T>) => Promise<T>;

/** What is wrong with the place, not with what was written. */
const TROUBLES: ReadonlySet<string> = new Set<ErrorCode>(['storage_full', 'unavailable']);

function createWatch(tell: (trouble: ErrorCode | null) => void): Watch {
  return async (write) => {
    try {
      const result = await write();
      tell(null);
      return result;
    } catch (error) {
      if (error instanceof PipelineError && TROUBLES.has(error.code)) tell(error.code);
      throw error;
    }
  };
}

const watchBus = <T extends LogBus>(bus: T, watch: Watch): T => ({
  ...bus,
  publish: (messages) => watch(() => bus.publish(messages)),
  subscribe: (options) =>
    bus.subscribe({
      ...options,
      onBatch: (batch) => options.onBatch({ ...batch, commit: (result) => watch(() => batch.commit(result)) }),
    }),
});

const watchStore = <T extends LogStore>(store: T, watch: Watch): T => ({
  ...store,
  write: (records) => watch(() => store.write(records)),
});

/** The same backends; whenever their writes begin to fail for lack of room or of an answer, or go well again, `onChange` is told. */
export function watchWrites(backends: Backends, onChange: (troubles: WriteTroubles) => void): Backends {
  let troubles = NO_TROUBLES;
  const watchOf = (part: keyof WriteTroubles): Watch =>
    createWatch((trouble) => {
      if (troubles[part] === trouble) return;
      troubles = { ...troubles, [part]: trouble };
      onChange(troubles);
    });
  return {
    ...backends,
    openBus: async (keeper) => watchBus(await backends.openBus(keeper), watchOf('bus')),
    openStore: async () => watchStore(await backends.openStore(), watchOf('store')),
  };
}
