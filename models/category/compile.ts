import { CATEGORIES } from '../../core/record.ts';
import type { LearntModel } from './learn.ts';
import type { CategoryParameters } from './parameters.ts';
import { PAIR_SEPARATOR } from './terms.ts';

const CLASSES = CATEGORIES.length;

/** Lays a learnt model out for scoring: tokens once, then single terms, then pairs; 32-bit weights, a feature's classes side by side. */
export function compileParameters(
  model: LearntModel,
  terms: readonly string[],
  temperature: number,
): CategoryParameters {
  const single: number[] = [];
  const paired: number[] = [];
  for (const [column, term] of model.kept.entries()) {
    ((terms[term] as string).includes(PAIR_SEPARATOR) ? paired : single).push(column);
  }
  const nameOf = (column: number): string => terms[model.kept[column] as number] as string;
  const tokens = [...new Set([...single, ...paired].flatMap((column) => nameOf(column).split(PAIR_SEPARATOR)))].sort();
  const ids = new Map(tokens.map((token, id) => [token, id]));
  const toIds = (columns: number[]): Int32Array =>
    Int32Array.from(
      columns.flatMap((column) => nameOf(column).split(PAIR_SEPARATOR)),
      (token) => ids.get(token) as number,
    );
  const columns = [...single, ...paired];
  return {
    tokens,
    unigrams: toIds(single),
    pairs: toIds(paired),
    idf: Float32Array.from(columns, (column) => model.idf[column] as number),
    weights: layWeights(model, columns),
    bias: [...model.bias],
    temperature,
  };
}

/** What all classes share in a feature's weights cancels in every answer: leaving it out keeps 32 bits exact enough. */
function layWeights({ bayes }: LearntModel, columns: readonly number[]): Float32Array {
  const weights = new Float32Array(columns.length * CLASSES);
  for (const [feature, column] of columns.entries()) {
    let mean = 0;
    for (let c = 0; c < CLASSES; c += 1) mean += (bayes.weights[c * bayes.columns + column] as number) / CLASSES;
    for (let c = 0; c < CLASSES; c += 1) {
      weights[feature * CLASSES + c] = (bayes.weights[c * bayes.columns + column] as number) - mean;
    }
  }
  return weights;
}
