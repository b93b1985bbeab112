import { IconButton } from '../kit/button.tsx';
import { useThemeSwitch } from './use-theme-switch.ts';

export function ThemeButton() {
  const { name, Icon, toggle } = useThemeSwitch();
  return <IconButton label={name} icon={<Icon size={17} aria-hidden />} onClick={toggle} />;
}
