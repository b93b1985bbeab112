import type { ComponentType } from 'react';

/** Fetches the files of a page; once they are there they are not fetched again. */
export type FetchPage = () => Promise<{ default: ComponentType }>;

/** What each path shows; `:name` stands for one segment of it. */
export const PAGE_FILES = {
  '/': () => import('./pages/overview/overview-page.tsx'),
  '/explorer': () => import('./pages/explorer/explorer-page.tsx'),
  '/live': () => import('./pages/live/live-page.tsx'),
  '/alerts': () => import('./pages/alerts/alerts-page.tsx'),
  '/alerts/:id': () => import('./pages/alerts/alert-page.tsx'),
  '/rules': () => import('./pages/rules/rules-page.tsx'),
  '/rules/:name': () => import('./pages/rules/rule-page.tsx'),
  '/classifier': () => import('./pages/classifier/classifier-page.tsx'),
  '/pipeline': () => import('./pages/pipeline/pipeline-page.tsx'),
} satisfies Record<string, FetchPage>;

export type PagePath = keyof typeof PAGE_FILES;

const PATHS = (Object.keys(PAGE_FILES) as PagePath[]).map((path) => ({
  path,
  pattern: new RegExp(`^${path.replace(/:\w+/, '[^/]+')}$`),
}));

/** Which page is shown at an address; undefined when there is none. */
export function pagePathOf(pathname: string): PagePath | undefined {
  return PATHS.find(({ pattern }) => pattern.test(pathname))?.path;
}
