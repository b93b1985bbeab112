import { PanelLeftClose, PanelLeftOpen } from 'lucide-react';
import { NavLink } from 'react-router';
import { usePreference } from '../../lib/preferences.ts';
import { useLinkTo } from '../../lib/screen-state.ts';
import { useShortcuts } from '../../lib/shortcuts.ts';
import { strings } from '../../strings/catalogue.ts';
import { IconButton } from '../kit/button.tsx';
import { PAGES } from './pages.ts';

const LINK =
  'flex h-9 items-center gap-3 rounded-lg px-2.5 text-[13px] font-medium text-ink-soft transition-colors hover:bg-hover hover:text-ink aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent';

function Links({ isNarrow, onFollow }: { isNarrow: boolean; onFollow?: () => void }) {
  const linkTo = useLinkTo();
  return (
    <ul className="flex flex-col gap-0.5">
      {PAGES.map(({ path, name, Icon }) => (
        <li key={path}>
          <NavLink
            to={linkTo(path)}
            end={path === '/'}
            className={LINK}
            title={isNarrow ? name : undefined}
            onClick={onFollow}
          >
            <Icon size={18} aria-hidden className="shrink-0" />
            <span className={isNarrow ? 'sr-only' : ''}>{name}</span>
          </NavLink>
        </li>
      ))}
    </ul>
  );
}

export function Brand({ isNarrow = false }: { isNarrow?: boolean }) {
  return (
    <span className="flex items-center gap-2.5 px-1.5">
      <img src="/favicon.svg" alt="" width={26} height={26} />
      <span className={isNarrow ? 'sr-only' : 'text-[15px] font-semibold tracking-tight'}>{strings.shell.product}</span>
    </span>
  );
}

/** The menu at the left of wide screens; `[` makes it narrow. */
export function Menu() {
  const [width, setWidth] = usePreference('menu');
  const isNarrow = width === 'narrow';
  const toggle = (): void => setWidth(isNarrow ? null : 'narrow');
  useShortcuts({ '[': toggle });
  const Icon = isNarrow ? PanelLeftOpen : PanelLeftClose;
  return (
    <nav
      aria-label={strings.shell.navigation}
      className={`sticky top-0 hidden h-dvh shrink-0 flex-col gap-4 border-e border-line bg-surface p-3 md:flex ${isNarrow ? 'w-15' : 'w-52'}`}
    >
      <Brand isNarrow={isNarrow} />
      <Links isNarrow={isNarrow} />
      <IconButton
        className="mt-auto"
        label={isNarrow ? strings.shell.expand : strings.shell.collapse}
        icon={<Icon size={17} aria-hidden />}
        onClick={toggle}
      />
    </nav>
  );
}

/** The menu of narrow screens, over the page. */
export function MenuSheet({ onClose }: { onClose(): void }) {
  return (
    <nav aria-label={strings.shell.navigation}>
      <Links isNarrow={false} onFollow={onClose} />
    </nav>
  );
}
