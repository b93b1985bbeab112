import type { Evaluation } from '../../core/classifier.ts';
import { CATEGORIES, type Category } from '../../core/record.ts';
import { fitTemperature } from './calibrate.ts';
import { evaluateAnswers } from './evaluation.ts';
import { learn, scoreRows, type TermRows } from './learn.ts';
import type { CategorySettings } from './parameters.ts';
import { toProbabilities } from './scorer.ts';

const FOLDS = 8;
const CLASSES = CATEGORIES.length;

export interface CrossValidation {
  evaluation: Evaluation;
  temperature: number;
  folds: number;
}

/** Deals whole groups to folds, the largest first, each to the fold that has the fewest lines: the fold of each row. */
function dealGroups(groups: readonly string[], folds: number): Int32Array {
  const sizes = new Map<string, number>();
  for (const group of groups) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  const order = [...sizes].sort(([a, sizeA], [b, sizeB]) => sizeB - sizeA || (a < b ? -1 : 1));
  const filled = new Array<number>(folds).fill(0);
  const foldOf = new Map<string, number>();
  for (const [group, size] of order) {
    const fold = filled.indexOf(Math.min(...filled));
    filled[fold] = (filled[fold] as number) + size;
    foldOf.set(group, fold);
  }
  return Int32Array.from(groups, (group) => foldOf.get(group) as number);
}

/**
 * Learns without one fold of groups at a time and scores that fold, so every line is judged by a model that never saw its
 * system. Undefined when there are fewer than two groups.
 */
export function crossValidate(
  all: TermRows,
  groups: readonly string[],
  settings: CategorySettings,
  onFold: (fold: number, folds: number) => void = () => {},
): CrossValidation | undefined {
  const folds = Math.min(FOLDS, new Set(groups).size);
  if (folds < 2) return undefined;
  const foldOf = dealGroups(groups, folds);
  const rows = [...groups.keys()];
  const scores = new Float64Array(rows.length * CLASSES);
  for (let fold = 0; fold < folds; fold += 1) {
    const taught = rows.filter((row) => foldOf[row] !== fold);
    const heldOut = rows.filter((row) => foldOf[row] === fold);
    const found = scoreRows(learn(all, taught, settings), all, heldOut, settings);
    for (const [i, row] of heldOut.entries()) scores.set(found.subarray(i * CLASSES, (i + 1) * CLASSES), row * CLASSES);
    onFold(fold + 1, folds);
  }
  const temperature = fitTemperature(scores, all.labels);
  return { evaluation: evaluateScores(scores, all.labels, temperature), temperature, folds };
}

function evaluateScores(scores: Float64Array, labels: Int32Array, temperature: number): Evaluation {
  const noBias = new Array<number>(CLASSES).fill(0);
  return evaluateAnswers(
    Array.from(labels, (label, row) => {
      const probabilities = toProbabilities(scores.slice(row * CLASSES, (row + 1) * CLASSES), noBias, temperature);
      const confidence = Math.max(...probabilities);
      return {
        label: CATEGORIES[label] as Category,
        category: CATEGORIES[probabilities.indexOf(confidence)] as Category,
        confidence,
      };
    }),
  );
}
