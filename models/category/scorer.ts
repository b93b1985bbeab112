import type { ClassifierInput } from '../../core/classifier.ts';
import { CATEGORIES } from '../../core/record.ts';
import { createPairTable } from './pair-table.ts';
import type { CategoryParameters, CategorySettings } from './parameters.ts';
import { END, levelTerm, START, serviceTerm } from './terms.ts';
import { createTokenReader, MAX_CHARACTERS, type TokenReader } from './token-reader.ts';
import { topicOf } from './topics.ts';

const CLASSES = CATEGORIES.length;
const SERVICE_CACHE_LIMIT = 10_000;

/** A feature found in a message, and the first token that brought it. */
export interface FoundFeature {
  feature: number;
  count: number;
  token: number;
}

/** Scores one message at a time. What it hands out holds until the next call. */
export interface Scorer {
  /** Probability of each category, in the order of CATEGORIES. */
  score(input: ClassifierInput): Float64Array;
  /** The features of a message, with the tokens they come from (-1: from level or service). Slow; for explanations. */
  features(input: ClassifierInput): FoundFeature[];
  /** The value of a feature that stands `count` times, before the row is brought to length 1. */
  weigh(feature: number, count: number): number;
  readonly reader: TokenReader;
}

interface FeatureIndex {
  unigramOf: Int32Array;
  topicFeatureOf: Int32Array;
  featureOf(term: string): number;
  idOf(token: string): number;
}

function indexFeatures(parameters: CategoryParameters): FeatureIndex {
  const ids = new Map(parameters.tokens.map((token, id) => [token, id]));
  const unigramOf = new Int32Array(parameters.tokens.length).fill(-1);
  for (const [feature, id] of parameters.unigrams.entries()) unigramOf[id] = feature;
  const idOf = (token: string): number => ids.get(token) ?? -1;
  const featureOf = (term: string): number => unigramOf[idOf(term)] ?? -1;
  const topicFeatureOf = Int32Array.from(parameters.tokens, (token) => featureOf(topicOf(token) ?? ''));
  return { unigramOf, topicFeatureOf, featureOf, idOf };
}

/** Makes the typed tables that scoring runs on. */
export function createScorer(parameters: CategoryParameters, settings: Pick<CategorySettings, 'tfidf'>): Scorer {
  const { idf, weights, bias, temperature } = parameters;
  const { sublinearTf, norm } = settings.tfidf;
  const { unigramOf, topicFeatureOf, featureOf, idOf } = indexFeatures(parameters);
  const pairs = createPairTable(parameters.pairs, parameters.unigrams.length);
  const reader = createTokenReader(idOf);
  const startId = idOf(START);
  const endId = idOf(END);
  const serviceReader = createTokenReader((token) => featureOf(serviceTerm(token)));
  const serviceFeatures = new Map<string, Int32Array>();
  const counts = new Int32Array(idf.length);
  const touched = new Int32Array(MAX_CHARACTERS * 4);
  const firstToken = new Int32Array(MAX_CHARACTERS * 4);
  const probabilities = new Float64Array(CLASSES);
  let found = 0;

  function add(feature: number, token: number): void {
    if (counts[feature] === 0) {
      touched[found] = feature;
      firstToken[found] = token;
      found += 1;
    }
    counts[feature] = (counts[feature] as number) + 1;
  }

  function addPair(first: number, second: number, token: number): void {
    if (first < 0 || second < 0) return;
    const pair = pairs.find(first, second);
    if (pair >= 0) add(pair, token);
  }

  function featuresOfService(service: string): Int32Array {
    const remembered = serviceFeatures.get(service);
    if (remembered !== undefined) return remembered;
    const tokens = serviceReader.read(service);
    const known = serviceReader.ids.slice(0, tokens).filter((feature) => feature >= 0);
    if (serviceFeatures.size >= SERVICE_CACHE_LIMIT) serviceFeatures.clear();
    serviceFeatures.set(service.slice(0, MAX_CHARACTERS), known);
    return known;
  }

  function addContext(input: ClassifierInput): void {
    if (input.level !== undefined) {
      const feature = featureOf(levelTerm(input.level));
      if (feature >= 0) add(feature, -1);
    }
    if (input.service !== undefined) for (const feature of featuresOfService(input.service)) add(feature, -1);
  }

  function collect(input: ClassifierInput): void {
    found = 0;
    const tokens = reader.read(input.message);
    const { ids } = reader;
    let before = startId;
    for (let i = 0; i < tokens; i += 1) {
      const id = ids[i] as number;
      if (id >= 0) {
        const unigram = unigramOf[id] as number;
        if (unigram >= 0) add(unigram, i);
        const topic = topicFeatureOf[id] as number;
        if (topic >= 0) add(topic, i);
        addPair(before, id, i);
      }
      before = id;
    }
    if (tokens > 0) addPair(before, endId, tokens);
    addContext(input);
  }

  function weigh(feature: number, count: number): number {
    return (idf[feature] as number) * (sublinearTf && count > 1 ? 1 + Math.log(count) : count);
  }

  function score(input: ClassifierInput): Float64Array {
    collect(input);
    let length = 0;
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let k = 0; k < found; k += 1) {
      const feature = touched[k] as number;
      const value = weigh(feature, counts[feature] as number);
      counts[feature] = 0;
      length += norm === 'l2' ? value * value : value;
      const at = feature * CLASSES;
      s0 += value * (weights[at] as number);
      s1 += value * (weights[at + 1] as number);
      s2 += value * (weights[at + 2] as number);
      s3 += value * (weights[at + 3] as number);
    }
    const scale = found === 0 || norm === 'none' ? 1 : 1 / (norm === 'l2' ? Math.sqrt(length) : length);
    probabilities[0] = s0 * scale;
    probabilities[1] = s1 * scale;
    probabilities[2] = s2 * scale;
    probabilities[3] = s3 * scale;
    return toProbabilities(probabilities, bias, temperature);
  }

  function features(input: ClassifierInput): FoundFeature[] {
    collect(input);
    const all: FoundFeature[] = [];
    for (let k = 0; k < found; k += 1) {
      const feature = touched[k] as number;
      all.push({ feature, count: counts[feature] as number, token: firstToken[k] as number });
      counts[feature] = 0;
    }
    return all;
  }

  return { score, features, weigh, reader };
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
