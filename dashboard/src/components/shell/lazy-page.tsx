import { type ComponentType, lazy, useState } from 'react';
import type { FetchPage } from '../../page-files.ts';
import { forgetReload } from '../../reload-once.ts';

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

export interface LazyPage {
  /** Fetches the page when it is drawn for the first time, unless it is there. @throws NotLoadedError until it is renewed */
  Page: ComponentType;
  /** Resolves once the page can be drawn without waiting. @throws NotLoadedError */
  fetch(): Promise<unknown>;
}

/** A page whose files come when it is wanted. */
export function lazyPage(load: FetchPage): LazyPage {
  let Loaded: ComponentType | undefined;
  const fetch = async () => {
    try {
      const page = await load();
      forgetReload();
      Loaded = page.default;
      return page;
    } catch (error) {
      if (!(error instanceof Error && NOT_LOADED.test(error.message))) throw error;
      throw new NotLoadedError(error.message, () => {
        Waiting = lazy(fetch);
      });
    }
  };
  let Waiting: ComponentType = lazy(fetch);
  const Page = () => {
    // for as long as it is shown it is the same one: another would be a page begun anew
    const [Shown] = useState(() => Loaded ?? Waiting);
    return <Shown />;
  };
  return { Page, fetch };
}
