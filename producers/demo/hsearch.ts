import type { Producer } from '../sdk/producer.ts';
import { createArticleIndex } from './article-index.ts';
import { createArticles } from './articles.ts';
import type { Database } from './database.ts';
import { type Call, type Reply, type Route, type Service, startService } from './service.ts';

export interface HsearchOptions {
  log: Producer;
  database: Database;
  /** Milliseconds, never going back. */
  elapsed: () => number;
  /** Default 0: any free one. */
  port?: number;
}

const ARTICLES = 300;
const LIMIT = 10;

/** What may write to the index. */
export const API_TOKEN = 'demo-token';

/** Searches articles: `GET /search?q= /articles/{id}`, `POST /articles`. */
export async function startHsearch(options: HsearchOptions): Promise<Service> {
  const { log, database, elapsed, port = 0 } = options;
  const begun = elapsed();
  const index = createArticleIndex();
  for (const article of createArticles(ARTICLES)) index.add(article);
  log.info(`index of ${index.size} articles and ${index.words} words built in ${(elapsed() - begun).toFixed(1)} ms`);

  const search = async ({ query, who }: Call): Promise<Reply> => {
    const words = (query.get('q') ?? '').slice(0, 200);
    if (words.trim() === '') return { status: 400, body: { error: 'q is empty' } };
    const started = elapsed();
    const { hits, total } = await database.query('articles', () => index.search(words, LIMIT));
    const tookMs = Math.round((elapsed() - started) * 10) / 10;
    if (total === 0) log.info(`no results for "${words}"`, { ...who, query: words, hits: 0 });
    else log.debug(`search answered in ${tookMs} ms`, { ...who, query: words, hits: total, duration_ms: tookMs });
    return { status: 200, body: { total, hits } };
  };
  const add = async ({ body, who }: Call): Promise<Reply> => {
    if (body.token !== API_TOKEN) {
      log.warn('write to the index rejected: invalid API token', who);
      return { status: 403, body: { error: 'forbidden' } };
    }
    const article = { id: `d-${index.size}`, title: String(body.title), text: String(body.text) };
    const words = await database.query('articles', () => index.add(article));
    log.info(`article ${article.id} published: ${words} words indexed`, { ...who, article_id: article.id });
    return { status: 201, body: article };
  };
  const routes: Route[] = [
    { method: 'GET', path: '/search', answer: search },
    { method: 'POST', path: '/articles', answer: add },
    {
      method: 'GET',
      path: '/articles/{id}',
      async answer(_, id) {
        const article = await database.query('articles', () => index.get(id));
        return article ? { status: 200, body: article } : { status: 404, body: { error: 'no such article' } };
      },
    },
  ];
  return startService({ name: 'hsearch', log, routes, port });
}
