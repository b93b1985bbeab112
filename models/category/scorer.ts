import type { ClassifierInput } from '../../core/classifier.ts';
import { CATEGORIES } from '../../core/record.ts';
import { createFeatureReader } from './feature-reader.ts';
import type { CategoryParameters, CategorySettings } from './parameters.ts';
import { createSumTable } from './sum-table.ts';
import type { TokenReader } from './token-reader.ts';

const CLASSES = CATEGORIES.length;

/** A feature of a message, and the first token that brought it (-1: the level or the service did). */
export interface FoundFeature {
  feature: number;
  /** TF-IDF, before the row is brought to length 1. */
  value: number;
  token: number;
}

/** Scores one message at a time. What it hands out holds until the next call. */
export interface Scorer {
  /** Probability of each category, in the order of CATEGORIES. */
  score(input: ClassifierInput): Float64Array;
  /** The features of a message; its tokens are then in `tokens`. Slow; for explanations. */
  features(input: ClassifierInput): FoundFeature[];
  readonly tokens: TokenReader;
}

/** Makes the typed tables that scoring runs on. */
export function createScorer(parameters: CategoryParameters, settings: Pick<CategorySettings, 'tfidf'>): Scorer {
  const { idf, weights, bias, temperature } = parameters;
  const { sublinearTf, norm } = settings.tfidf;
  const reader = createFeatureReader(parameters);
  const { tokens } = reader;
  const messages = createSumTable();
  const sums = new Float64Array(CLASSES);

  function valueOfFound(feature: number): number {
    const count = reader.take(feature);
    return (idf[feature] as number) * (sublinearTf && count > 1 ? 1 + Math.log(count) : count);
  }

  /** Adds the features that the reader found to `sums`; gives what they add to the length of the row. */
  function addFound(found: number, before: number): number {
    let length = before;
    for (let k = 0; k < found; k += 1) {
      const feature = reader.found[k] as number;
      const value = valueOfFound(feature);
      length += norm === 'l2' ? value * value : value;
      for (let c = 0; c < CLASSES; c += 1) {
        sums[c] = (sums[c] as number) + value * (weights[feature * CLASSES + c] as number);
      }
    }
    return length;
  }

  function addMessage(message: string): number {
    const count = tokens.read(message);
    const known = messages.find(tokens.ids, count);
    if (known !== undefined) {
      sums.set(known.sums);
      return known.length;
    }
    sums.fill(0);
    const length = addFound(reader.readMessage(count), 0);
    messages.keep(tokens.ids, count, { sums: sums.slice(), length });
    return length;
  }

  function score(input: ClassifierInput): Float64Array {
    const ofMessage = addMessage(input.message);
    const length = addFound(reader.readOrigin(input), ofMessage);
    const scale = length === 0 || norm === 'none' ? 1 : 1 / (norm === 'l2' ? Math.sqrt(length) : length);
    for (let c = 0; c < CLASSES; c += 1) sums[c] = (sums[c] as number) * scale;
    return toProbabilities(sums, bias, temperature);
  }

  function foundFeatures(found: number): FoundFeature[] {
    return Array.from({ length: found }, (_, k) => {
      const feature = reader.found[k] as number;
      return { feature, value: valueOfFound(feature), token: reader.firstTokens[k] as number };
    });
  }

  function features(input: ClassifierInput): FoundFeature[] {
    const ofMessage = foundFeatures(reader.readMessage(tokens.read(input.message)));
    return [...ofMessage, ...foundFeatures(reader.readOrigin(input))];
  }

  return { score, features, tokens };
}

/** Softmax of (score + bias) / temperature, in place. */
export function toProbabilities(scores: Float64Array, bias: readonly number[], temperature: number): Float64Array {
  let most = Number.NEGATIVE_INFINITY;
  for (let c = 0; c < scores.length; c += 1) {
    const score = ((scores[c] as number) + (bias[c] as number)) / temperature;
    scores[c] = score;
    if (score > most) most = score;
  }
  let total = 0;
  for (let c = 0; c < scores.length; c += 1) {
    const share = Math.exp((scores[c] as number) - most);
    scores[c] = share;
    total += share;
  }
  for (let c = 0; c < scores.length; c += 1) scores[c] = (scores[c] as number) / total;
  return scores;
}
