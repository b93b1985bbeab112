import { useIsFetching, useQueryClient } from '@tanstack/react-query';
import { Command, Keyboard, Menu as MenuIcon, RotateCw } from 'lucide-react';
import { useLocation } from 'react-router';
import { askAnew } from '../../api/ask-anew.ts';
import { strings } from '../../strings/catalogue.ts';
import { IconButton } from '../kit/button.tsx';
import { UploadBadge } from '../upload/upload-badge.tsx';
import { AlertBadge } from './alert-badge.tsx';
import { ConnectionDot } from './connection-dot.tsx';
import { FramePart } from './frame-part.tsx';
import { Brand } from './menu.tsx';
import { MENU_PAGES } from './menu-pages.ts';
import { ThemeButton } from './theme-button.tsx';
import { TimeRangePicker } from './time-range-picker.tsx';
import { ZoneSelect } from './zone-select.tsx';

interface TopBarProps {
  onMenu(): void;
  onPalette(): void;
  onHelp(): void;
}

/** The time of the page, and what is true everywhere: connection, open alerts; zone, help and theme where the menu is no sheet. */
export function TopBar({ onMenu, onPalette, onHelp }: TopBarProps) {
  const client = useQueryClient();
  const isFetching = useIsFetching({ predicate: ({ queryKey }) => queryKey[0] !== 'health' }) > 0;
  const { shell } = strings;
  const { pathname } = useLocation();
  const isTimed = MENU_PAGES.some((page) => page.path === pathname && page.isTimed);
  return (
    <header className="sticky top-0 z-30 flex h-13 items-center gap-1.5 border-b border-line bg-surface px-3">
      <span className="flex items-center md:hidden">
        <IconButton label={shell.openMenu} icon={<MenuIcon size={18} aria-hidden />} onClick={onMenu} />
        <span className="max-sm:hidden">
          <Brand />
        </span>
      </span>
      <FramePart>
        <ConnectionDot />
      </FramePart>
      <div className="ms-auto flex min-w-0 items-center gap-1.5">
        <FramePart>
          <UploadBadge />
        </FramePart>
        <span className="flex shrink-0 max-md:hidden">
          <FramePart>
            <ZoneSelect />
          </FramePart>
        </span>
        {isTimed && (
          <FramePart>
            <TimeRangePicker />
          </FramePart>
        )}
        <IconButton
          label={shell.time.refresh}
          icon={<RotateCw size={16} aria-hidden className={isFetching ? 'animate-spin' : ''} />}
          onClick={() => askAnew(client)}
        />
        <FramePart>
          <AlertBadge />
        </FramePart>
        <IconButton label={shell.palette.open} icon={<Command size={16} aria-hidden />} onClick={onPalette} />
        <span className="flex items-center gap-1.5 max-md:hidden">
          <IconButton label={shell.help.open} icon={<Keyboard size={17} aria-hidden />} onClick={onHelp} />
          <ThemeButton />
        </span>
      </div>
    </header>
  );
}
