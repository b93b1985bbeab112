import type { Evaluation } from '../../core/classifier.ts';
import { CATEGORIES } from '../../core/record.ts';

const share = (value: number): string => value.toFixed(3);

/** What is said of levels that could not be read. */
export const formatUnknownLevels = (lines: number): string =>
  `the level of ${lines} lines is not known and was left out`;

/** A table of the scores and one of the confusions, as lines. */
export function formatEvaluation(evaluation: Evaluation): string[] {
  const { lines, accuracy, macro_f1, classes, confusion, expected_calibration_error } = evaluation;
  const row = (cells: readonly (string | number)[]) =>
    cells.map((cell, index) => (index === 0 ? String(cell).padEnd(22) : String(cell).padStart(12))).join('');
  return [
    `${lines} lines: macro-F1 ${share(macro_f1)}, accuracy ${share(accuracy)}, calibration error ${share(expected_calibration_error)}`,
    '',
    row(['category', 'precision', 'recall', 'F1', 'lines']),
    ...CATEGORIES.map((category) => {
      const { precision, recall, f1, support } = classes[category];
      return row([category, share(precision), share(recall), share(f1), support]);
    }),
    '',
    row(['label \\ answer', ...CATEGORIES]),
    ...CATEGORIES.map((label) => row([label, ...CATEGORIES.map((answer) => confusion[label][answer])])),
  ];
}
