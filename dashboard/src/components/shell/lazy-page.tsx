import { type ComponentType, lazy } from 'react';
import { forgetReload } from '../../lib/reload-once.ts';

/** How each browser calls that the server did not give a file. */
const NOT_LOADED = /dynamically imported module|module script failed|unable to preload/i;

/** The server did not give a page. */
export class NotLoadedError extends Error {
  /** The next time the page is drawn, it is asked for again. */
  readonly renew: () => void;

  constructor(message: string, renew: () => void) {
    super(message);
    this.name = 'NotLoadedError';
    this.renew = renew;
  }
}

type Load = () => Promise<{ default: ComponentType }>;

/** A page whose files are fetched when it is drawn for the first time. @throws NotLoadedError until it is renewed */
export function lazyPage(load: Load): ComponentType {
  const request = () =>
    lazy(async () => {
      try {
        const page = await load();
        forgetReload();
        return page;
      } catch (error) {
        if (!(error instanceof Error && NOT_LOADED.test(error.message))) throw error;
        throw new NotLoadedError(error.message, () => {
          Page = request();
        });
      }
    });
  let Page = request();
  return function LazyPage() {
    return <Page />;
  };
}
