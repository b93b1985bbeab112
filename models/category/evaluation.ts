import type { Classifier, ClassScores, Evaluation } from '../../core/classifier.ts';
import { CATEGORIES, type Category } from '../../core/record.ts';
import type { LabelledLine } from '../labelled-lines.ts';
import { calibrationError } from './calibrate.ts';

export interface Answer {
  label: Category;
  category: Category;
  confidence: number;
}

const byCategory = <T>(make: (category: Category) => T): Record<Category, T> =>
  Object.fromEntries(CATEGORIES.map((category) => [category, make(category)])) as Record<Category, T>;

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

/** Counts answers against labels. */
export function evaluateAnswers(answers: readonly Answer[]): Evaluation {
  const confusion = byCategory(() => byCategory(() => 0));
  for (const { label, category } of answers) confusion[label][category] += 1;
  const classes = byCategory((category): ClassScores => {
    const right = confusion[category][category];
    const support = CATEGORIES.reduce((sum, other) => sum + confusion[category][other], 0);
    const answered = CATEGORIES.reduce((sum, other) => sum + confusion[other][category], 0);
    return {
      precision: share(right, answered),
      recall: share(right, support),
      f1: share(2 * right, support + answered),
      support,
    };
  });
  const present = CATEGORIES.filter((category) => classes[category].support > 0);
  const right = answers.filter(({ label, category }) => label === category).length;
  return {
    lines: answers.length,
    accuracy: share(right, answers.length),
    macro_f1: share(
      present.reduce((sum, category) => sum + classes[category].f1, 0),
      present.length,
    ),
    classes,
    confusion,
    expected_calibration_error: calibrationError(
      answers.map(({ label, category, confidence }) => ({ confidence, right: label === category })),
    ),
  };
}

/** Classifies each line and counts the answers against its label. */
export async function evaluateCategoryModel(
  classifier: Classifier,
  lines: Iterable<LabelledLine> | AsyncIterable<LabelledLine>,
): Promise<Evaluation> {
  const answers: Answer[] = [];
  for await (const line of lines) answers.push({ label: line.label, ...classifier.classify(line) });
  return evaluateAnswers(answers);
}
