import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { lazy } from 'react';
import { createBrowserRouter, RouterProvider } from 'react-router';
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

const router = createBrowserRouter([
  {
    element: <Shell />,
    children: [
      { path: '/', element: <OverviewPage /> },
      { path: '/alerts', element: <AlertsPage /> },
      { path: '/alerts/:id', element: <AlertPage /> },
      { path: '/rules', element: <RulesPage /> },
      { path: '/rules/:name', element: <RulePage /> },
      { path: '/explorer', element: <ExplorerPage /> },
      { path: '/live', element: <LivePage /> },
      { path: '/classifier', element: <ClassifierPage /> },
      { path: '/pipeline', element: <PipelinePage /> },
      { path: '*', element: <NotFoundPage /> },
    ],
  },
]);

export function App() {
  return (
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  );
}
