import { expect, test } from '@jest/globals';
import { calibrationError, fitTemperature } from './calibrate.ts';

test('scores that are too sure get a temperature that makes them as sure as they are right', () => {
  // the first class leads by 8, yet only three of four labels are that class
  const rows = 400;
  const scores = Float64Array.from({ length: rows * 4 }, (_, i) => (i % 4 === 0 ? 8 : 0));
  const labels = Int32Array.from({ length: rows }, (_, row) => (row % 4 === 0 ? 1 + (row % 3) : 0));
  const temperature = fitTemperature(scores, labels);
  const leading = Math.exp(8 / temperature);
  expect(leading / (leading + 3)).toBeCloseTo(0.75, 2);
});

test('answers as sure as they are right have no calibration error', () => {
  const answers = Array.from({ length: 10 }, (_, i) => ({ confidence: 0.8, right: i < 8 }));
  expect(calibrationError(answers)).toBeCloseTo(0, 9);
  expect(calibrationError(answers.map((answer) => ({ ...answer, right: false })))).toBeCloseTo(0.8, 9);
  expect(calibrationError([])).toBe(0);
});
