import type { ClassifierInput, Explanation } from '../../core/classifier.ts';
import { CATEGORIES, type Category } from '../../core/record.ts';
import { wordOfToken } from './lexeme-tokens.ts';
import type { CategoryParameters, CategorySettings } from './parameters.ts';
import type { FoundFeature, Scorer } from './scorer.ts';
import { END } from './terms.ts';
import { MAX_CHARACTERS } from './token-reader.ts';

const CLASSES = CATEGORIES.length;
const MAX_TERMS = 20;

export interface ExplainOptions {
  input: ClassifierInput;
  scorer: Scorer;
  parameters: CategoryParameters;
  settings: CategorySettings;
  category: Category;
}

/**
 * What each word, pair of words, level or service added to the log odds of `category` against the mean of the others, in
 * nats, strongest first. A word's topic counts with the word.
 */
export function weighTerms(options: ExplainOptions): Explanation['terms'] {
  const { input, scorer, parameters, settings, category } = options;
  const features = scorer.features(input);
  const values = features.map(({ value }) => value);
  const scale = 1 / (lengthOf(values, settings.tfidf.norm) * parameters.temperature);
  const chosen = CATEGORIES.indexOf(category);
  const weights = new Map<string, number>();
  for (const found of features) {
    const name = nameOf(found, options);
    const weight = found.value * scale * logOdds(parameters.weights, found.feature, chosen);
    weights.set(name, (weights.get(name) ?? 0) + weight);
  }
  return [...weights]
    .map(([term, weight]) => ({ term, weight }))
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    .slice(0, MAX_TERMS);
}

function lengthOf(values: readonly number[], norm: CategorySettings['tfidf']['norm']): number {
  if (norm === 'none' || values.length === 0) return 1;
  if (norm === 'l1') return values.reduce((sum, value) => sum + value, 0);
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
}

function logOdds(weights: Float32Array, feature: number, chosen: number): number {
  let others = 0;
  for (let c = 0; c < CLASSES; c += 1) if (c !== chosen) others += weights[feature * CLASSES + c] as number;
  return (weights[feature * CLASSES + chosen] as number) - others / (CLASSES - 1);
}

function nameOf({ feature, token }: FoundFeature, { input, scorer, parameters }: ExplainOptions): string {
  const firstPair = parameters.unigrams.length;
  const id = parameters.unigrams[feature];
  if (token < 0) return parameters.tokens[id ?? -1] ?? '';
  const second = wordAt(input.message, scorer, token, parameters);
  if (feature < firstPair || token === 0) return second;
  const first = wordAt(input.message, scorer, token - 1, parameters);
  // a lexeme may hold both, and the end of the message has no word
  const isEnd = parameters.tokens[parameters.pairs[2 * (feature - firstPair) + 1] ?? -1] === END;
  return isEnd || first === second ? first : `${first} ${second}`;
}

function wordAt(message: string, { tokens: places }: Scorer, token: number, { tokens }: CategoryParameters): string {
  const lexeme = message.slice(places.starts[token], Math.min(places.ends[token] ?? 0, MAX_CHARACTERS));
  return wordOfToken(lexeme, tokens[places.ids[token] ?? -1] ?? '');
}
