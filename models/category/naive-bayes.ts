import type { SparseRows } from './tfidf.ts';

export interface NaiveBayesSettings {
  /** `complement`: Rennie, Shih, Teevan, Karger, "Tackling the Poor Assumptions of Naive Bayes Text Classifiers" (2003). */
  kind: 'multinomial' | 'complement';
  /** What is added to each count; 1 is Laplace's, less is Lidstone's. Above 0. */
  alpha: number;
  /** Multinomial: learn how common the classes are, or hold them equally likely. */
  fitPrior: boolean;
  /** Complement: bring each class's weights to length 1 in the sum of their sizes. */
  norm: boolean;
}

/** A linear model: the score of class c is `prior[c]` + Σ value · `weights[c · columns + column]`. */
export interface NaiveBayes {
  classes: number;
  columns: number;
  prior: Float64Array;
  weights: Float64Array;
}

interface ClassSums {
  /** classes × columns: the sum of values. */
  features: Float64Array;
  /** Sum of row weights by class. */
  rows: Float64Array;
}

function sumByClass(x: SparseRows, labels: ArrayLike<number>, classes: number, rowWeights?: Float64Array): ClassSums {
  const features = new Float64Array(classes * x.columns);
  const rows = new Float64Array(classes);
  for (let row = 0; row < x.rows; row += 1) {
    const label = labels[row] as number;
    const weight = rowWeights === undefined ? 1 : (rowWeights[row] as number);
    rows[label] = (rows[label] as number) + weight;
    for (let i = x.offsets[row] as number; i < (x.offsets[row + 1] as number); i += 1) {
      const at = label * x.columns + (x.indices[i] as number);
      features[at] = (features[at] as number) + weight * (x.values[i] as number);
    }
  }
  return { features, rows };
}

function multinomialWeights(sums: Float64Array, columns: number, alpha: number): Float64Array {
  const weights = sums.map((sum) => sum + alpha);
  for (let from = 0; from < weights.length; from += columns) logOfShare(weights.subarray(from, from + columns));
  return weights;
}

function complementWeights(sums: Float64Array, columns: number, settings: NaiveBayesSettings): Float64Array {
  const classes = sums.length / columns;
  const weights = new Float64Array(sums.length);
  for (let column = 0; column < columns; column += 1) {
    let all = 0;
    for (let c = 0; c < classes; c += 1) all += sums[c * columns + column] as number;
    for (let c = 0; c < classes; c += 1) {
      weights[c * columns + column] = all + settings.alpha - (sums[c * columns + column] as number);
    }
  }
  for (let from = 0; from < weights.length; from += columns) {
    const logs = weights.subarray(from, from + columns);
    logOfShare(logs);
    const scale = settings.norm ? 1 / logs.reduce((sum, value) => sum + value, 0) : -1;
    for (let i = 0; i < columns; i += 1) logs[i] = (logs[i] as number) * scale;
  }
  return weights;
}

function logOfShare(counts: Float64Array): void {
  const total = Math.log(counts.reduce((sum, value) => sum + value, 0));
  for (let i = 0; i < counts.length; i += 1) counts[i] = Math.log(counts[i] as number) - total;
}

/**
 * Learns from rows of weighted terms, with scikit-learn's definitions of MultinomialNB and ComplementNB. `labels` are numbers
 * below `classes`; `rowWeights` lets a row count for more or less than one.
 */
export function fitNaiveBayes(
  x: SparseRows,
  labels: ArrayLike<number>,
  settings: NaiveBayesSettings & { classes: number; rowWeights?: Float64Array },
): NaiveBayes {
  const { classes, kind, alpha, fitPrior } = settings;
  const sums = sumByClass(x, labels, classes, settings.rowWeights);
  if (kind === 'complement') {
    const weights = complementWeights(sums.features, x.columns, settings);
    return { classes, columns: x.columns, prior: new Float64Array(classes), weights };
  }
  const all = sums.rows.reduce((sum, value) => sum + value, 0);
  const prior = sums.rows.map((count) => (fitPrior ? Math.log(count) - Math.log(all) : -Math.log(classes)));
  return { classes, columns: x.columns, prior, weights: multinomialWeights(sums.features, x.columns, alpha) };
}

/** Joint log likelihood, rows × classes. */
export function jointLogLikelihood(model: NaiveBayes, x: SparseRows): Float64Array {
  const scores = new Float64Array(x.rows * model.classes);
  for (let row = 0; row < x.rows; row += 1) {
    for (let c = 0; c < model.classes; c += 1) {
      let score = model.prior[c] as number;
      for (let i = x.offsets[row] as number; i < (x.offsets[row + 1] as number); i += 1) {
        score += (x.values[i] as number) * (model.weights[c * model.columns + (x.indices[i] as number)] as number);
      }
      scores[row * model.classes + c] = score;
    }
  }
  return scores;
}
