import { useEffect } from 'react';
import { usePreference } from './preferences.ts';
import { useMedia } from './use-media.ts';

const DARK = '(prefers-color-scheme: dark)';

/** The theme in force, and the switch to the other: that of the system, unless somebody chose against it. */
export function useTheme(): ['light' | 'dark', () => void] {
  const [chosen, choose] = usePreference('theme');
  const isSystemDark = useMedia(DARK);
  const isDark = chosen ? chosen === 'dark' : isSystemDark;
  useEffect(() => {
    document.documentElement.dataset.theme = isDark ? 'dark' : 'light';
  }, [isDark]);
  const toggle = (): void => {
    const other = isDark ? 'light' : 'dark';
    choose(other === (isSystemDark ? 'dark' : 'light') ? null : other);
  };
  return [isDark ? 'dark' : 'light', toggle];
}
