import { type LucideIcon, Moon, Sun } from 'lucide-react';
import { useTheme } from '../../lib/use-theme.ts';
import { strings } from '../../strings/catalogue.ts';

const { toDark, toLight } = strings.shell.theme;

/** What switches to the theme that is not in force: how it is called and looks, and what it does. */
export function useThemeSwitch(): { name: string; Icon: LucideIcon; toggle(): void } {
  const [theme, toggle] = useTheme();
  return theme === 'dark' ? { name: toLight, Icon: Sun, toggle } : { name: toDark, Icon: Moon, toggle };
}
