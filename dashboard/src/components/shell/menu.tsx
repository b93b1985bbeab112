import { Globe, Keyboard, PanelLeftClose, PanelLeftOpen } from 'lucide-react';
import { useRef, useState } from 'react';
import { NavLink } from 'react-router';
import { usePreference } from '../../lib/preferences.ts';
import { useLinkTo, useZone } from '../../lib/screen-state.ts';
import { useShortcuts } from '../../lib/shortcuts.ts';
import { zoneLabel } from '../../lib/zone-label.ts';
import { strings } from '../../strings/catalogue.ts';
import { IconButton } from '../kit/button.tsx';
import { KeyboardHelp } from './keyboard-help.tsx';
import { MENU_PAGES } from './menu-pages.ts';
import { useThemeSwitch } from './use-theme-switch.ts';
import { ZoneList } from './zone-list.tsx';

const LINK =
  'flex h-9 items-center gap-3 rounded-lg px-2.5 text-[13px] font-medium text-ink-soft transition-colors hover:bg-hover hover:text-ink aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent';

function Links({ isNarrow, onFollow }: { isNarrow: boolean; onFollow?: () => void }) {
  const linkTo = useLinkTo();
  return (
    <ul className="flex flex-col gap-0.5">
      {MENU_PAGES.map(({ path, name, Icon }) => (
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

const SETTING =
  'flex h-9 w-full items-center gap-3 rounded-lg px-2.5 text-start text-[13px] font-medium text-ink-soft transition-colors hover:bg-hover hover:text-ink';

/** What stands in the bar at the top where that is wide enough. */
function Settings({ onHelp }: { onHelp(): void }) {
  const [isZoneOpen, setZoneOpen] = useState(false);
  const zoneButton = useRef<HTMLButtonElement>(null);
  const [zone] = useZone();
  const theme = useThemeSwitch();
  return (
    <div className="mt-2 flex flex-col gap-0.5 border-t border-line pt-2">
      <button
        ref={zoneButton}
        type="button"
        aria-expanded={isZoneOpen}
        className={SETTING}
        onClick={() => setZoneOpen(!isZoneOpen)}
      >
        <Globe size={18} aria-hidden className="shrink-0" />
        <span className="grow">{strings.shell.time.zone}</span>
        <span className="truncate font-normal text-ink-faint">{zoneLabel(zone)}</span>
      </button>
      {isZoneOpen && (
        <div className="py-1">
          <ZoneList
            onChosen={() => {
              setZoneOpen(false);
              zoneButton.current?.focus();
            }}
          />
        </div>
      )}
      <button type="button" className={SETTING} onClick={theme.toggle}>
        <theme.Icon size={18} aria-hidden className="shrink-0" />
        {theme.name}
      </button>
      <button type="button" className={SETTING} onClick={onHelp}>
        <Keyboard size={18} aria-hidden className="shrink-0" />
        {strings.shell.help.open}
      </button>
    </div>
  );
}

/** The menu of narrow screens, over the page. */
export function MenuSheet({ onClose }: { onClose(): void }) {
  const [isHelpOpen, setHelpOpen] = useState(false);
  return (
    <>
      <nav aria-label={strings.shell.navigation}>
        <Links isNarrow={false} onFollow={onClose} />
      </nav>
      <Settings onHelp={() => setHelpOpen(true)} />
      {isHelpOpen && <KeyboardHelp onClose={onClose} />}
    </>
  );
}
