import { Moon, Sun } from 'lucide-react';
import { useEffect } from 'react';
import { usePreference } from '../../lib/preferences.ts';
import { useMedia } from '../../lib/use-media.ts';
import { strings } from '../../strings/catalogue.ts';
import { IconButton } from '../kit/button.tsx';

const QUERY = '(prefers-color-scheme: dark)';

/** The theme in force, and the switch to the other: that of the system, unless somebody chose against it. */
export function useTheme(): ['light' | 'dark', () => void] {
  const [chosen, choose] = usePreference('theme');
  const isSystemDark = useMedia(QUERY);
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

export function ThemeButton() {
  const [theme, toggle] = useTheme();
  const { toDark, toLight } = strings.shell.theme;
  const Icon = theme === 'dark' ? Sun : Moon;
  return (
    <IconButton label={theme === 'dark' ? toLight : toDark} icon={<Icon size={17} aria-hidden />} onClick={toggle} />
  );
}
