import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { lazy, memo, useDeferredValue } from 'react';
import { BrowserRouter, type Location, Route, Routes, useLocation } from 'react-router';
import { isFinal } from './api/request.ts';
import { Shell } from './components/shell/shell.tsx';
import { NotFoundPage } from './pages/not-found/not-found-page.tsx';

const AlertsPage = lazy(() => import('./pages/alerts/alerts-page.tsx'));
const AlertPage = lazy(() => import('./pages/alerts/alert-page.tsx'));
const RulesPage = lazy(() => import('./pages/rules/rules-page.tsx'));
const RulePage = lazy(() => import('./pages/rules/rule-page.tsx'));
const ClassifierPage = lazy(() => import('./pages/classifier/classifier-page.tsx'));
const ExplorerPage = lazy(() => import('./pages/explorer/explorer-page.tsx'));
const LivePage = lazy(() => import('./pages/live/live-page.tsx'));
const OverviewPage = lazy(() => import('./pages/overview/overview-page.tsx'));
const PipelinePage = lazy(() => import('./pages/pipeline/pipeline-page.tsx'));

const MOST_RETRIES = 2;

/** What is wrong with the question stays wrong; anything else may pass. */
function isWorthAnotherTry(failures: number, error: Error): boolean {
  return !isFinal(error) && failures < MOST_RETRIES;
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
        <Route path="/" element={<OverviewPage />} />
        <Route path="/alerts" element={<AlertsPage />} />
        <Route path="/alerts/:id" element={<AlertPage />} />
        <Route path="/rules" element={<RulesPage />} />
        <Route path="/rules/:name" element={<RulePage />} />
        <Route path="/explorer" element={<ExplorerPage />} />
        <Route path="/live" element={<LivePage />} />
        <Route path="/classifier" element={<ClassifierPage />} />
        <Route path="/pipeline" element={<PipelinePage />} />
        <Route path="*" element={<NotFoundPage />} />
      </Route>
    </Routes>
  );
});

/** What changes within a page is drawn at once; the page before stays until the next one is loaded. */
function Pages() {
  const location = useLocation();
  const drawn = useDeferredValue(location);
  return <PagesAt location={drawn.pathname === location.pathname ? location : drawn} />;
}

export function App() {
  return (
    <QueryClientProvider client={client}>
      <BrowserRouter useTransitions={false}>
        <Pages />
      </BrowserRouter>
    </QueryClientProvider>
  );
}
