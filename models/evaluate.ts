import type { Evaluation } from '../core/classifier.ts';
import { PipelineError } from '../core/errors.ts';
import { loadCategoryModel } from './category/category-model.ts';
import { evaluateCategoryModel } from './category/evaluation.ts';
import { type LabelledLine, readLabelledLines } from './labelled-lines.ts';

export interface EvaluateFilesOptions {
  /** NDJSON or CSV. */
  input: readonly string[];
  /** An artifact; by default the shipped one. */
  model?: string;
  /** Told after every 1,000 lines. */
  onProgress?: (lines: number) => void;
}

export interface FileEvaluation extends Evaluation {
  model_version: string;
  /** Lines whose level could not be read; they count, without it. */
  unknown_levels: number;
}

async function* counted(
  lines: AsyncIterable<LabelledLine>,
  tell: (lines: number) => void,
): AsyncGenerator<LabelledLine> {
  let count = 0;
  for await (const line of lines) {
    yield line;
    count += 1;
    if (count % 1_000 === 0) tell(count);
  }
}

/** How well a model labels the lines of the files. Fails with `invalid_model`, `bad_request` naming file and line, or `invalid_parameter` when there is no line. */
export async function evaluateFiles(options: EvaluateFilesOptions): Promise<FileEvaluation> {
  const classifier = loadCategoryModel(options.model);
  let unknownLevels = 0;
  const read = readLabelledLines(options.input, () => unknownLevels++);
  const evaluation = await evaluateCategoryModel(classifier, counted(read, options.onProgress ?? (() => {})));
  if (evaluation.lines === 0)
    throw new PipelineError('invalid_parameter', `${options.input.join(', ')}: holds no line`);
  return { model_version: classifier.version, unknown_levels: unknownLevels, ...evaluation };
}
