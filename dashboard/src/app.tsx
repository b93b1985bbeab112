import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { BrowserRouter, Route, Routes } from 'react-router';
import { isFinal } from './api/request.ts';
import { lazyPage } from './components/shell/lazy-page.tsx';
import { Shell } from './components/shell/shell.tsx';
import { NotFoundPage } from './pages/not-found/not-found-page.tsx';

const AlertsPage = lazyPage(() => import('./pages/alerts/alerts-page.tsx'));
const AlertPage = lazyPage(() => import('./pages/alerts/alert-page.tsx'));
const RulesPage = lazyPage(() => import('./pages/rules/rules-page.tsx'));
const RulePage = lazyPage(() => import('./pages/rules/rule-page.tsx'));
const ClassifierPage = lazyPage(() => import('./pages/classifier/classifier-page.tsx'));
const ExplorerPage = lazyPage(() => import('./pages/explorer/explorer-page.tsx'));
const LivePage = lazyPage(() => import('./pages/live/live-page.tsx'));
const OverviewPage = lazyPage(() => import('./pages/overview/overview-page.tsx'));
const PipelinePage = lazyPage(() => import('./pages/pipeline/pipeline-page.tsx'));

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

export function App() {
  return (
    <QueryClientProvider client={client}>
      <BrowserRouter>
        <Routes>
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
      </BrowserRouter>
    </QueryClientProvider>
  );
}
