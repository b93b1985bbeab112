import { CATEGORIES } from '../../core/record.ts';
import type { LabelledLine } from '../labelled-lines.ts';
import { fitNaiveBayes, jointLogLikelihood, type NaiveBayes } from './naive-bayes.ts';
import type { CategorySettings } from './parameters.ts';
import { PAIR_SEPARATOR, termsOf } from './terms.ts';
import {
  countTerms,
  documentFrequencies,
  fitIdf,
  keepColumns,
  type SparseRows,
  selectTerms,
  transformTfidf,
} from './tfidf.ts';
import { createTokenReader } from './token-reader.ts';

const CLASSES = CATEGORIES.length;

/** Lines as rows of term numbers. */
export interface TermRows {
  rows: Int32Array[];
  /** Index in CATEGORIES. */
  labels: Int32Array;
  terms: string[];
}

/** A model with its vocabulary, as it was learnt, in double precision. */
export interface LearntModel {
  /** Numbers of the terms that became features, rising. */
  kept: Int32Array;
  idf: Float64Array;
  bayes: NaiveBayes;
  bias: Float64Array;
}

function numbering(): { idOf(name: string): number; names: string[] } {
  const ids = new Map<string, number>();
  const names: string[] = [];
  const idOf = (name: string): number => {
    const known = ids.get(name);
    if (known !== undefined) return known;
    ids.set(name, names.length);
    return names.push(name) - 1;
  };
  return { idOf, names };
}

/** Reads every line into terms; numbers terms in the order in which they come. */
export function readTerms(lines: readonly LabelledLine[]): TermRows {
  const tokens = numbering();
  const terms = numbering();
  const reader = createTokenReader(tokens.idOf);
  const tokensOf = (text: string): string[] =>
    Array.from(reader.ids.subarray(0, reader.read(text)), (id) => tokens.names[id] as string);
  const rows = lines.map(({ message, level, service }) =>
    Int32Array.from(
      termsOf({
        message: tokensOf(message),
        ...(level === undefined ? {} : { level }),
        ...(service === undefined ? {} : { service: tokensOf(service) }),
      }),
      terms.idOf,
    ),
  );
  const labels = Int32Array.from(lines, ({ label }) => CATEGORIES.indexOf(label));
  return { rows, labels, terms: terms.names };
}

/** What the rows `selected` teach. */
export function learn(all: TermRows, selected: readonly number[], settings: CategorySettings): LearntModel {
  const labels = Int32Array.from(selected, (row) => all.labels[row] as number);
  const counts = countTerms(
    selected.map((row) => all.rows[row] as Int32Array),
    all.terms.length,
  );
  const frequencies = documentFrequencies(counts);
  const kept = selectTerms(counts, settings.tfidf).filter(
    (term) =>
      (frequencies[term] as number) >= settings.pairMinDf || !(all.terms[term] as string).includes(PAIR_SEPARATOR),
  );
  const x = keepColumns(counts, kept);
  const idf = fitIdf(x, settings.tfidf);
  const classCounts = new Float64Array(CLASSES);
  for (const label of labels) classCounts[label] = (classCounts[label] as number) + 1;
  const bayes = fitNaiveBayes(transformTfidf(x, idf, settings.tfidf), labels, {
    ...settings.bayes,
    fitPrior: false,
    classes: CLASSES,
    ...(settings.balanced
      ? { rowWeights: Float64Array.from(labels, (label) => labels.length / (CLASSES * (classCounts[label] as number))) }
      : {}),
  });
  const bias = classCounts.map((count) => settings.priorPower * Math.log(Math.max(count, 1) / labels.length));
  bayes.prior.fill(0);
  return { kept, idf, bayes, bias };
}

/** Scores (before any temperature) of rows that were perhaps held out: rows × classes. */
export function scoreRows(
  model: LearntModel,
  all: TermRows,
  selected: readonly number[],
  settings: CategorySettings,
): Float64Array {
  const counts: SparseRows = keepColumns(
    countTerms(
      selected.map((row) => all.rows[row] as Int32Array),
      all.terms.length,
    ),
    model.kept,
  );
  const scores = jointLogLikelihood(model.bayes, transformTfidf(counts, model.idf, settings.tfidf));
  return scores.map((score, i) => score + (model.bias[i % CLASSES] as number));
}
