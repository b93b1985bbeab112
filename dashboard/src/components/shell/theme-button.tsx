import { Moon, Sun } from 'lucide-react';
import { useEffect } from 'react';
import { usePreference } from '../../lib/preferences.ts';
import { strings } from '../../strings/catalogue.ts';
import { IconButton } from '../kit/button.tsx';

const QUERY = '(prefers-color-scheme: dark)';

/** The theme in force, and the switch to the other. */
export function useTheme(): ['light' | 'dark', () => void] {
  const [chosen, choose] = usePreference('theme');
  const isDark = chosen ? chosen === 'dark' : matchMedia(QUERY).matches;
  useEffect(() => {
    document.documentElement.dataset.theme = isDark ? 'dark' : 'light';
  }, [isDark]);
  return [isDark ? 'dark' : 'light', () => choose(isDark ? 'light' : 'dark')];
}

export function ThemeButton() {
  const [theme, toggle] = useTheme();
  const { toDark, toLight } = strings.shell.theme;
  const Icon = theme === 'dark' ? Sun : Moon;
  return (
    <IconButton label={theme === 'dark' ? toLight : toDark} icon={<Icon size={17} aria-hidden />} onClick={toggle} />
  );
}
