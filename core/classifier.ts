import type { Category, Level } from './record.ts';

export interface ClassifierInput {
  message: string;
  level?: Level;
  service?: string;
}

export interface Classification {
  category: Category;
  /** 0–1, calibrated: of all answers with 0.8, four of five are right. */
  confidence: number;
}

export interface Explanation extends Classification {
  /** Probability of each category; they sum to 1. */
  scores: Record<Category, number>;
  /** What spoke for the category (positive) and against it (negative), strongest first. */
  terms: { term: string; weight: number }[];
  model_version: string;
}

export interface ClassScores {
  precision: number;
  recall: number;
  f1: number;
  /** How many lines have this label. */
  support: number;
}

/** How well answers met labels. All shares are 0–1. */
export interface Evaluation {
  lines: number;
  accuracy: number;
  /** Mean F1 of the categories that occur among the labels. */
  macro_f1: number;
  classes: Record<Category, ClassScores>;
  /** Lines by label (first key) and answer (second key). */
  confusion: Record<Category, Record<Category, number>>;
  expected_calibration_error: number;
}

/** What a model was learnt from. */
export interface CorpusFacts {
  /** SHA-256 of the lines, in order. */
  hash: string;
  lines: number;
  groups: number;
}

/** What is known of a model beside its answers. */
export interface ModelFacts {
  /** The day that was given at training, if any. */
  date: string | null;
  corpus: CorpusFacts;
  /** From cross-validation that leaves whole groups out; null when there was only one group. */
  metrics: Evaluation | null;
}

/** Says what a log is about. Pure: the same input has the same answer. Never throws. */
export interface Classifier {
  readonly version: string;
  readonly facts: ModelFacts;
  classify(input: ClassifierInput): Classification;
  explain(input: ClassifierInput): Explanation;
}
