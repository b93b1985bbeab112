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

/** Says what a log is about. Pure: the same input has the same answer. Never throws. */
export interface Classifier {
  readonly version: string;
  classify(input: ClassifierInput): Classification;
  explain(input: ClassifierInput): Explanation;
}
