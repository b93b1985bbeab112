import type { NaiveBayesSettings } from './naive-bayes.ts';
import type { TfidfSettings } from './tfidf.ts';

export interface CategorySettings {
  tfidf: TfidfSettings;
  /** A pair of tokens in fewer lines is left out. */
  pairMinDf: number;
  bayes: Pick<NaiveBayesSettings, 'kind' | 'alpha' | 'norm'>;
  /** Each class counts as much as any other while the words are learnt, however many lines it has. */
  balanced: boolean;
  /** How much of the classes' log prior counts: 0 holds them equally likely, 1 takes the corpus's shares. */
  priorPower: number;
}

/** What classifying needs. Feature f < unigrams.length is the token `unigrams[f]`; the pairs follow. Classes as in CATEGORIES. */
export interface CategoryParameters {
  tokens: string[];
  /** Token id by feature. */
  unigrams: Int32Array;
  /** Two token ids for each feature. */
  pairs: Int32Array;
  idf: Float32Array;
  /** features × classes. */
  weights: Float32Array;
  bias: number[];
  /** Scores are divided by it before they become probabilities. */
  temperature: number;
}
