import { useQueryClient } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { Outlet, useLocation, useNavigate } from 'react-router';
import { askAnew } from '../../api/ask-anew.ts';
import { useServerWatch } from '../../api/watch-server.ts';
import { useLinkTo } from '../../lib/screen-state.ts';
import { useShortcuts } from '../../lib/shortcuts.ts';
import { strings } from '../../strings/catalogue.ts';
import { Dialog } from '../kit/dialog.tsx';
import { Skeleton } from '../kit/states.tsx';
import { UploadProvider } from '../upload/upload-provider.tsx';
import { UploadWindow } from '../upload/upload-window.tsx';
import { AlertToasts } from './alert-toasts.tsx';
import { CommandPalette } from './command-palette.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { FramePart } from './frame-part.tsx';
import { KeyboardHelp } from './keyboard-help.tsx';
import { Menu, MenuSheet } from './menu.tsx';
import { MENU_PAGES } from './menu-pages.ts';
import { OutageBanner } from './outage-banner.tsx';
import { TopBar } from './top-bar.tsx';

type Window = 'menu' | 'palette' | 'help' | null;

/** The frame around every page. */
export function Shell() {
  const [open, setOpen] = useState<Window>(null);
  const navigate = useNavigate();
  const linkTo = useLinkTo();
  const client = useQueryClient();
  useServerWatch();
  const { pathname } = useLocation();
  const places = MENU_PAGES.map(({ path, key }) => [`g ${key}`, () => void navigate(linkTo(path))] as const);
  useShortcuts({
    ...Object.fromEntries(places),
    '?': () => setOpen('help'),
    'Mod+k': () => setOpen('palette'),
    r: () => askAnew(client),
    d: () => document.querySelector<HTMLElement>('[data-shortcut=time]')?.click(),
  });
  const close = (): void => setOpen(null);
  return (
    <UploadProvider>
      <div className="flex min-h-dvh">
        <a
          href="#content"
          className="sr-only z-50 rounded-md bg-accent px-3 py-2 text-accent-ink focus:not-sr-only focus:fixed focus:start-3 focus:top-3"
        >
          {strings.shell.skipToContent}
        </a>
        <FramePart>
          <Menu />
        </FramePart>
        <div className="flex min-w-0 grow flex-col">
          <TopBar onMenu={() => setOpen('menu')} onPalette={() => setOpen('palette')} onHelp={() => setOpen('help')} />
          <FramePart>
            <OutageBanner />
          </FramePart>
          <main id="content" tabIndex={-1} className="relative min-w-0 grow outline-none">
            <Suspense fallback={<Skeleton className="m-4 h-40" />}>
              <ErrorBoundary key={pathname}>
                <Outlet />
              </ErrorBoundary>
            </Suspense>
          </main>
        </div>
        {open === 'menu' && (
          <Dialog title={strings.shell.product} onClose={close} className="w-72 ms-2 mt-2">
            <MenuSheet onClose={close} />
          </Dialog>
        )}
        {open === 'palette' && (
          <FramePart>
            <CommandPalette onClose={close} />
          </FramePart>
        )}
        {open === 'help' && <KeyboardHelp onClose={close} />}
        <FramePart>
          <UploadWindow />
        </FramePart>
        <FramePart>
          <AlertToasts />
        </FramePart>
      </div>
    </UploadProvider>
  );
}
