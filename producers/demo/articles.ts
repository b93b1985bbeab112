import { createChance } from './chance.ts';

export interface Article {
  id: string;
  title: string;
  text: string;
}

const TOPICS = [
  'solar storage heat pumps rainwater',
  'night trains sleeper seats reservations',
  'bread yeast flour ovens',
  'bicycles gears brakes repair',
  'gardens tomatoes compost watering',
  'cameras lenses light portraits',
  'mountains huts maps weather',
  'languages grammar words listening',
  'budgets savings rent insurance',
  'radio antennas signals frequencies',
].map((words) => words.split(' '));
const ASPECTS = 'Choosing Comparing Repairing Understanding Planning Sharing'.split(' ');
const FILLER = 'how often most people begin with what lasts and why it costs less over the years'.split(' ');
const WORDS = 60;

/** The same articles at each start. */
export function createArticles(count: number): Article[] {
  const chance = createChance(11);
  return Array.from({ length: count }, (_, n) => {
    const topic = TOPICS[n % TOPICS.length] ?? [];
    const words = Array.from({ length: WORDS }, () => chance.pick(chance.hits(0.4) ? topic : FILLER));
    return { id: `d-${n}`, title: `${chance.pick(ASPECTS)} ${chance.pick(topic)}`, text: words.join(' ') };
  });
}

/** Words that some article has. */
export const ARTICLE_WORDS: readonly string[] = TOPICS.flat();
