import { expect, test } from '@jest/globals';
import type { Category } from '../../core/record.ts';
import { evaluateAnswers } from './evaluation.ts';

const answer = (label: Category, category: Category) => ({ label, category, confidence: 1 });

test('precision, recall and F1 are counted by category, the mean over the labels that occur', () => {
  const found = evaluateAnswers([
    answer('Security', 'Security'),
    answer('Security', 'General'),
    answer('General', 'General'),
    answer('General', 'General'),
    answer('General', 'Business'),
  ]);
  expect(found.classes.Security).toEqual({ precision: 1, recall: 0.5, f1: 2 / 3, support: 2 });
  expect(found.classes.General).toEqual({ precision: 2 / 3, recall: 2 / 3, f1: 2 / 3, support: 3 });
  expect(found.macro_f1).toBeCloseTo(2 / 3, 12);
  expect(found.accuracy).toBe(0.6);
  expect(found.confusion.General).toEqual({ Security: 0, Performance: 0, Business: 1, General: 2 });
});

test('no answers give zeros', () => {
  expect(evaluateAnswers([])).toMatchObject({ lines: 0, accuracy: 0, macro_f1: 0, expected_calibration_error: 0 });
});
