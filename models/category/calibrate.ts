import { toProbabilities } from './scorer.ts';

const NO_BIAS = [0, 0, 0, 0];

/** Mean negative log likelihood of the labels when each row of `scores` (4 classes) is divided by `temperature`. */
function loss(scores: Float64Array, labels: Int32Array, temperature: number): number {
  let sum = 0;
  for (const [row, label] of labels.entries()) {
    const probabilities = toProbabilities(scores.slice(row * 4, row * 4 + 4), NO_BIAS, temperature);
    sum -= Math.log(Math.max(probabilities[label] as number, 1e-12));
  }
  return sum / labels.length;
}

/**
 * The temperature at which held-out scores give the likeliest probabilities (Guo, Pleiss, Sun, Weinberger, "On Calibration of
 * Modern Neural Networks", 2017), by golden-section search over its logarithm.
 */
export function fitTemperature(scores: Float64Array, labels: Int32Array): number {
  const ratio = (Math.sqrt(5) - 1) / 2;
  let low = Math.log(0.02);
  let high = Math.log(50);
  for (let step = 0; step < 30; step += 1) {
    const left = high - ratio * (high - low);
    const right = low + ratio * (high - low);
    if (loss(scores, labels, Math.exp(left)) < loss(scores, labels, Math.exp(right))) high = right;
    else low = left;
  }
  return Math.exp((low + high) / 2);
}

/**
 * Expected calibration error over ten equal bins of confidence: the mean distance between how sure the answers were and how
 * often they were right, 0–1. Without answers it is 0.
 */
export function calibrationError(answers: readonly { confidence: number; right: boolean }[]): number {
  const bins = Array.from({ length: 10 }, () => ({ confidence: 0, right: 0 }));
  for (const { confidence, right } of answers) {
    const bin = bins[Math.min(9, Math.floor(confidence * 10))];
    if (bin === undefined) continue;
    bin.confidence += confidence;
    bin.right += right ? 1 : 0;
  }
  const distance = bins.reduce((sum, bin) => sum + Math.abs(bin.confidence - bin.right), 0);
  return answers.length === 0 ? 0 : distance / answers.length;
}
