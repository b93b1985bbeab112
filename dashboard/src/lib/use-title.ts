import { useEffect } from 'react';
import { strings } from '../strings/catalogue.ts';
import { visibleText } from './visible-text.ts';

/** The title of the window while the page is there; what nobody could see in it is shown as signs. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = visibleText(title);
    return () => {
      document.title = strings.shell.product;
    };
  }, [title]);
}
