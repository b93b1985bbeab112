import { readdir, rename, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { PipelineError } from '../core/errors.ts';
import { type CategoryModel, formatModel } from './category/artifact.ts';
import { SHIPPED_MODEL, type TrainOptions, trainCategoryModel } from './category/category-model.ts';
import { type LabelledLine, readLabelledLines } from './labelled-lines.ts';

const CORPUS = new URL('./corpus/', import.meta.url);

export interface TrainFilesOptions extends TrainOptions {
  /** NDJSON or CSV; by default the corpus that comes with the program. */
  input?: readonly string[];
  /** By default the shipped artifact. It is replaced in one move, once the model is whole. */
  output?: string;
  /** Told of each line whose level could not be read; it counts, without it. */
  onUnknownLevel?: () => void;
}

async function write(output: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'there is no such folder' : `cannot be written (${code})`;
    throw new PipelineError('bad_request', `${output}: ${why}`, { cause });
  }
}

/** The files of the corpus that comes with the program, by name. */
export async function corpusFiles(): Promise<string[]> {
  const names = (await readdir(CORPUS)).filter((name) => name.endsWith('.ndjson'));
  return names.sort().map((name) => fileURLToPath(new URL(name, CORPUS)));
}

/** Trains on the files and writes the artifact. Wrong input gives `bad_request` naming file and line; so does an output that cannot be written, before the work begins. */
export async function trainFromFiles(options: TrainFilesOptions = {}): Promise<CategoryModel> {
  const { input = await corpusFiles(), output = fileURLToPath(SHIPPED_MODEL), onUnknownLevel, ...training } = options;
  const unfinished = `${output}.part`;
  try {
    await write(output, () => writeFile(unfinished, ''));
    const lines: LabelledLine[] = [];
    for await (const line of readLabelledLines(input, onUnknownLevel)) lines.push(line);
    const model = trainCategoryModel(lines, training);
    await write(output, async () => {
      await writeFile(unfinished, formatModel(model));
      await rename(unfinished, output);
    });
    return model;
  } finally {
    await rm(unfinished, { force: true });
  }
}
