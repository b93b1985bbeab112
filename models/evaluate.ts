import { loadCategoryModel } from './category/category-model.ts';
import { type Evaluation, evaluateCategoryModel } from './category/evaluation.ts';
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

/** How well a model labels the lines of the files. Fails with `invalid_model`, or `bad_request` naming file and line. */
export async function evaluateFiles(options: EvaluateFilesOptions): Promise<FileEvaluation> {
  const classifier = loadCategoryModel(options.model);
  const lines = counted(readLabelledLines(options.input), options.onProgress ?? (() => {}));
  return { model_version: classifier.version, ...(await evaluateCategoryModel(classifier, lines)) };
}
