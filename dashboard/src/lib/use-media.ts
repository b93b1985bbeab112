import { useCallback, useSyncExternalStore } from 'react';

/** Whether the screen is as the media query says. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const list = matchMedia(query);
      list.addEventListener('change', listener);
      return () => list.removeEventListener('change', listener);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches);
}

/** Too narrow for columns. */
export const NARROW = '(width < 768px)';
/** Too narrow for the details beside the table. */
export const MEDIUM = '(width < 1024px)';
