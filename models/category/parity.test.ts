import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { fitNaiveBayes, jointLogLikelihood } from './naive-bayes.ts';
import {
  countTerms,
  fitIdf,
  keepColumns,
  type SparseRows,
  selectTerms,
  type TfidfSettings,
  transformTfidf,
} from './tfidf.ts';

interface Fixture {
  classes: string[];
  train: { label: number; words: string[] }[];
  test: { label: number; words: string[] }[];
  cases: {
    settings: {
      sublinear_tf?: boolean;
      smooth_idf?: boolean;
      use_idf?: boolean;
      norm?: 'l1' | 'l2' | null;
      min_df?: number;
      max_features?: number;
    };
    rows: [string, number][][];
    models: {
      kind: 'multinomial' | 'complement';
      options: { alpha: number; fit_prior?: boolean; norm?: boolean };
      joint: number[][];
    }[];
  }[];
}

const fixture: Fixture = JSON.parse(readFileSync(new URL('./fixtures/parity.json', import.meta.url), 'utf8'));
const termsOf = (words: string[]): string[] => [
  ...words,
  ...words.slice(1).map((word, i) => `${words[i] as string} ${word}`),
];
const names = [...new Set(fixture.train.flatMap(({ words }) => termsOf(words)))].sort();
const idOf = new Map(names.map((name, id) => [name, id]));
const labels = fixture.train.map(({ label }) => label);
const counted = (documents: { words: string[] }[]): SparseRows =>
  countTerms(
    documents.map(({ words }) => termsOf(words).flatMap((term) => idOf.get(term) ?? [])),
    names.length,
  );

function toSettings(given: Fixture['cases'][number]['settings']): TfidfSettings {
  return {
    minDf: given.min_df ?? 1,
    ...(given.max_features === undefined ? {} : { maxFeatures: given.max_features }),
    sublinearTf: given.sublinear_tf ?? false,
    smoothIdf: given.smooth_idf ?? true,
    useIdf: given.use_idf ?? true,
    norm: given.norm === null ? 'none' : (given.norm ?? 'l2'),
  };
}

function expectClose(actual: Float64Array, wanted: number[]): void {
  expect(actual.length).toBe(wanted.length);
  for (const [i, value] of wanted.entries()) expect(Math.abs((actual[i] as number) - value)).toBeLessThan(1e-9);
}

describe.each(fixture.cases)('with scikit-learn settings $settings', ({ settings, rows, models }) => {
  const tfidf = toSettings(settings);
  const all = counted(fixture.train);
  const kept = selectTerms(all, tfidf);
  const counts = keepColumns(all, kept);
  const idf = fitIdf(counts, tfidf);
  const x = transformTfidf(counts, idf, tfidf);
  const tested = transformTfidf(keepColumns(counted(fixture.test), kept), idf, tfidf);

  test('every TF-IDF value is equal', () => {
    for (const [row, wanted] of rows.entries()) {
      const from = tested.offsets[row] as number;
      const to = tested.offsets[row + 1] as number;
      const found = Array.from(tested.indices.subarray(from, to), (column) => names[kept[column] as number]);
      expect(found).toEqual(wanted.map(([term]) => term));
      expectClose(
        tested.values.subarray(from, to),
        wanted.map(([, value]) => value),
      );
    }
  });

  test.each(models)('$kind Naive Bayes $options gives equal scores', (wanted) => {
    const model = fitNaiveBayes(x, labels, {
      kind: wanted.kind,
      alpha: wanted.options.alpha,
      fitPrior: wanted.options.fit_prior ?? true,
      norm: wanted.options.norm ?? false,
      classes: fixture.classes.length,
    });
    expectClose(jointLogLikelihood(model, tested), wanted.joint.flat());
  });
});
