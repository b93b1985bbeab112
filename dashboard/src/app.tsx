import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { memo, StrictMode, useDeferredValue } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter, type Location, Route, Routes, useLocation } from 'react-router';
import { isFinal, isLate } from './api/request.ts';
import { type LazyPage, lazyPage } from './components/shell/lazy-page.tsx';
import { Shell } from './components/shell/shell.tsx';
import { WaitingLine } from './components/shell/waiting-line.tsx';
import { useScrollPlaces } from './lib/use-scroll-places.ts';
import { PAGE_FILES, type PagePath, pagePathOf } from './page-files.ts';
import { NotFoundPage } from './pages/not-found/not-found-page.tsx';

const LAZY_PAGES = Object.fromEntries(
  Object.entries(PAGE_FILES).map(([path, load]) => [path, lazyPage(load)]),
) as Readonly<Record<PagePath, LazyPage>>;

const MOST_RETRIES = 2;

/** What is wrong with the question stays wrong, and who hangs is not asked the same at once; anything else may pass. */
function isWorthAnotherTry(failures: number, error: Error): boolean {
  return !isFinal(error) && !isLate(error) && failures < MOST_RETRIES;
}

const client = new QueryClient({
  defaultOptions: {
    // The server may be on this machine, so a browser that thinks it is offline asks all the same.
    queries: { retry: isWorthAnotherTry, staleTime: 5_000, refetchOnWindowFocus: false, networkMode: 'always' },
    mutations: { networkMode: 'always' },
  },
});

const PagesAt = memo(function PagesAt({ location }: { location: Location }) {
  return (
    <Routes location={location}>
      <Route element={<Shell />}>
        {Object.entries(LAZY_PAGES).map(([path, { Page }]) => (
          <Route key={path} path={path} element={<Page />} />
        ))}
        <Route path="*" element={<NotFoundPage />} />
      </Route>
    </Routes>
  );
});

/** What changes within a page is drawn at once; the page before stays until the next one can be drawn. */
function Pages() {
  const location = useLocation();
  const drawn = useDeferredValue(location);
  const isThere = drawn.pathname === location.pathname;
  const shown = isThere ? location : drawn;
  useScrollPlaces(shown);
  return (
    <>
      <PagesAt location={shown} />
      <WaitingLine isWaiting={!isThere} />
    </>
  );
}

/** So long a page is waited for, so that it and the frame are drawn at once. */
const TOGETHER_MS = 1_000;

/**
 * Draws the dashboard, frame and page together; when the page does not come, or not soon, the frame with what is to be said of
 * that.
 */
export async function startApp(root: HTMLElement): Promise<void> {
  const path = pagePathOf(location.pathname);
  const page = path && LAZY_PAGES[path].fetch().catch(() => {});
  await Promise.race([page, new Promise((resolve) => setTimeout(resolve, TOGETHER_MS))]);
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <BrowserRouter useTransitions={false}>
          <Pages />
        </BrowserRouter>
      </QueryClientProvider>
    </StrictMode>,
  );
}
