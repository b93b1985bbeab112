import type { Article } from './articles.ts';

export interface Hit {
  article: Article;
  score: number;
}

/** An inverted index of articles. */
export interface ArticleIndex {
  readonly size: number;
  readonly words: number;
  get(id: string): Article | undefined;
  /** Returns how many different words it has. */
  add(article: Article): number;
  /** The best first. */
  search(query: string, limit: number): { hits: Hit[]; total: number };
}

const SATURATION = 1.2;
const LENGTH_WEIGHT = 0.75;

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** Ranks by BM25 (Robertson and Zaragoza, 2009, §3.4). */
export function createArticleIndex(): ArticleIndex {
  const articles = new Map<string, { article: Article; length: number }>();
  const postings = new Map<string, Map<string, number>>();
  let totalLength = 0;

  const add = (article: Article): number => {
    const words = wordsOf(`${article.title} ${article.text}`);
    articles.set(article.id, { article, length: words.length });
    totalLength += words.length;
    for (const word of words) {
      const places = postings.get(word) ?? new Map<string, number>();
      places.set(article.id, (places.get(article.id) ?? 0) + 1);
      postings.set(word, places);
    }
    return new Set(words).size;
  };
  const scoresOf = (query: string): Map<string, number> => {
    const scores = new Map<string, number>();
    const mean = totalLength / Math.max(articles.size, 1);
    for (const word of new Set(wordsOf(query))) {
      const places = postings.get(word);
      if (places === undefined) continue;
      const rarity = Math.log(1 + (articles.size - places.size + 0.5) / (places.size + 0.5));
      for (const [id, count] of places) {
        const length = articles.get(id)?.length ?? mean;
        const norm = SATURATION * (1 - LENGTH_WEIGHT + (LENGTH_WEIGHT * length) / mean);
        scores.set(id, (scores.get(id) ?? 0) + (rarity * count * (SATURATION + 1)) / (count + norm));
      }
    }
    return scores;
  };
  return {
    get size() {
      return articles.size;
    },
    get words() {
      return postings.size;
    },
    get: (id) => articles.get(id)?.article,
    add,
    search(query, limit) {
      const ranked = [...scoresOf(query)].sort((a, b) => b[1] - a[1]);
      const hits = ranked.slice(0, limit).flatMap(([id, score]) => {
        const found = articles.get(id);
        return found ? [{ article: found.article, score }] : [];
      });
      return { hits, total: ranked.length };
    },
  };
}
