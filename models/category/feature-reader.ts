import type { ClassifierInput } from '../../core/classifier.ts';
import { LEVELS } from '../../core/record.ts';
import { createPairTable } from './pair-table.ts';
import type { CategoryParameters } from './parameters.ts';
import { END, levelTerm, START, serviceTerm } from './terms.ts';
import { createTokenReader, MAX_CHARACTERS, type TokenReader } from './token-reader.ts';
import { topicOf } from './topics.ts';

const SERVICE_CACHE_LIMIT = 10_000;
const MAX_CACHED_LENGTH = 200;
/** A token brings itself, its topic and a pair; the end brings one more pair. */
const MAX_FEATURES = MAX_CHARACTERS * 4;

/** Finds the features of one log at a time. The arrays belong to the reader and hold until the next message. */
export interface FeatureReader {
  /** The features of the message that `tokens` read last, `count` tokens of it. How many there are; each must be handed back by `take`. */
  readMessage(count: number): number;
  /** The same for its level and its service: none of them is a feature of a message. */
  readOrigin(input: ClassifierInput): number;
  readonly found: Int32Array;
  /** The token that brought each of them first; -1: the level or the service did. */
  readonly firstTokens: Int32Array;
  /** How often a feature stands in the log; forgets it. */
  take(feature: number): number;
  readonly tokens: TokenReader;
}

interface FeatureIndex {
  idOf(token: string): number;
  featureOf(term: string): number;
  /** By token id; -1: none. */
  unigramOf: Int32Array;
  topicFeatureOf: Int32Array;
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

/** The features of service names, remembered by name. */
function createServiceFeatures(featureOf: (term: string) => number): (service: string) => Int32Array {
  const tokens = createTokenReader((token) => featureOf(serviceTerm(token)));
  const known = new Map<string, Int32Array>();
  return (service) => {
    const remembered = known.get(service);
    if (remembered !== undefined) return remembered;
    const count = tokens.read(service);
    const features = tokens.ids.slice(0, count).filter((feature) => feature >= 0);
    if (service.length > MAX_CACHED_LENGTH) return features;
    if (known.size >= SERVICE_CACHE_LIMIT) known.clear();
    known.set(service, features);
    return features;
  };
}

/** Builds the typed tables that reading runs on. */
export function createFeatureReader(parameters: CategoryParameters): FeatureReader {
  const { idOf, featureOf, unigramOf, topicFeatureOf } = indexFeatures(parameters);
  const pairs = createPairTable(parameters.pairs, parameters.unigrams.length);
  const tokens = createTokenReader(idOf);
  const serviceFeatures = createServiceFeatures(featureOf);
  const levelFeatures = new Map(LEVELS.map((level) => [level, featureOf(levelTerm(level))]));
  const startId = idOf(START);
  const endId = idOf(END);
  const counts = new Int32Array(parameters.idf.length);
  const found = new Int32Array(MAX_FEATURES);
  const firstTokens = new Int32Array(MAX_FEATURES);
  let size = 0;

  function add(feature: number, token: number): void {
    if (feature < 0) return;
    if (counts[feature] === 0) {
      found[size] = feature;
      firstTokens[size] = token;
      size += 1;
    }
    counts[feature] = (counts[feature] as number) + 1;
  }

  function addPair(first: number, second: number, token: number): void {
    if (first >= 0 && second >= 0) add(pairs.find(first, second), token);
  }

  function readMessage(count: number): number {
    size = 0;
    let before = startId;
    for (let i = 0; i < count; i += 1) {
      const id = tokens.ids[i] as number;
      if (id >= 0) {
        add(unigramOf[id] as number, i);
        add(topicFeatureOf[id] as number, i);
        addPair(before, id, i);
      }
      before = id;
    }
    if (count > 0) addPair(before, endId, count);
    return size;
  }

  function readOrigin(input: ClassifierInput): number {
    size = 0;
    if (input.level !== undefined) add(levelFeatures.get(input.level) ?? -1, -1);
    if (input.service !== undefined) for (const feature of serviceFeatures(input.service)) add(feature, -1);
    return size;
  }

  function take(feature: number): number {
    const count = counts[feature] as number;
    counts[feature] = 0;
    return count;
  }

  return { readMessage, readOrigin, found, firstTokens, take, tokens };
}
