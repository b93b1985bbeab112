import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Classifier, CorpusFacts } from '../../core/classifier.ts';
import { PipelineError } from '../../core/errors.ts';
import type { LabelledLine } from '../labelled-lines.ts';
import { type CategoryModel, parseModel, sealModel } from './artifact.ts';
import { createCategoryClassifier } from './classifier.ts';
import { compileParameters } from './compile.ts';
import { crossValidate } from './cross-validate.ts';
import { learn, readTerms } from './learn.ts';
import type { CategorySettings } from './parameters.ts';

/** The model that comes with the program. */
export const SHIPPED_MODEL = new URL('../artifacts/category.json', import.meta.url);

/** Chosen by cross-validation that leaves systems out. */
const DEFAULT_SETTINGS: CategorySettings = {
  tfidf: { minDf: 1, sublinearTf: true, smoothIdf: true, useIdf: true, norm: 'l2' },
  pairMinDf: 1,
  bayes: { kind: 'multinomial', alpha: 0.4, norm: false },
  balanced: true,
  priorPower: 0.8,
};

export interface TrainOptions {
  settings?: CategorySettings;
  /** Written into the model as it is; without it the model has no date. */
  date?: string;
  onProgress?: (progress: { step: 'read' | 'cross-validate' | 'learn'; done: number; total: number }) => void;
}

/**
 * Learns a model. The same lines in the same order, settings and date give the same bytes. Fewer than two labels give
 * `bad_request`.
 */
export function trainCategoryModel(lines: readonly LabelledLine[], options: TrainOptions = {}): CategoryModel {
  const { settings = DEFAULT_SETTINGS, date = null, onProgress = () => {} } = options;
  if (new Set(lines.map(({ label }) => label)).size < 2) {
    throw new PipelineError('bad_request', 'training needs lines of at least two categories');
  }
  const all = readTerms(lines);
  onProgress({ step: 'read', done: lines.length, total: lines.length });
  const checked = crossValidate(
    all,
    lines.map(({ group }) => group),
    settings,
    (done, total) => onProgress({ step: 'cross-validate', done, total }),
  );
  const learnt = learn(all, [...lines.keys()], settings);
  const parameters = compileParameters(learnt, all.terms, checked?.temperature ?? 1);
  onProgress({ step: 'learn', done: 1, total: 1 });
  return sealModel({ corpus: describeCorpus(lines), settings, metrics: checked?.evaluation ?? null, parameters }, date);
}

/** What the artifact remembers of the lines it was trained on. */
export function describeCorpus(lines: readonly LabelledLine[]): CorpusFacts {
  const hash = createHash('sha256');
  for (const { group, service, level, message, label } of lines) {
    hash.update(`${JSON.stringify([group, service ?? null, level ?? null, message, label])}\n`);
  }
  return {
    hash: hash.digest('hex'),
    lines: lines.length,
    groups: new Set(lines.map(({ group }) => group)).size,
  };
}

/** Reads and checks an artifact; what is wrong with it is told as `invalid_model`. */
export function readCategoryModel(file: string | URL = SHIPPED_MODEL): CategoryModel {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new PipelineError('invalid_model', `${String(file)}: cannot be read (${(cause as Error).message})`, {
      cause,
    });
  }
  return parseModel(text, String(file));
}

/** The classifier of an artifact; without a file, of the shipped one. Fails with `invalid_model`. */
export function loadCategoryModel(file: string | URL = SHIPPED_MODEL): Classifier {
  return createCategoryClassifier(readCategoryModel(file));
}
