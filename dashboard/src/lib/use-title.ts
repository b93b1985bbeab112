import { useEffect } from 'react';
import { strings } from '../strings/catalogue.ts';

/** The title of the window while the page is there. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title;
    return () => {
      document.title = strings.shell.product;
    };
  }, [title]);
}
