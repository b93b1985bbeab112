import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { readLevel } from '../core/level.ts';
import { loadCategoryModel, readCategoryModel } from '../models/category/category-model.ts';
import { evaluateCategoryModel } from '../models/category/evaluation.ts';
import { type LabelledLine, toLabelledLine } from '../models/labelled-lines.ts';
import type { Row, RunOptions, Scenario, Target } from './harness/scenario.ts';

const TARGET: Target = { op: '>=', value: 0.75 };

/** Lines by their `subset`; those without one are only in the whole. */
async function readSubsets(file: string): Promise<Map<string, LabelledLine[]>> {
  const subsets = new Map<string, LabelledLine[]>([['all lines', []]]);
  let number = 0;
  for await (const text of createInterface({ input: createReadStream(file) })) {
    number += 1;
    if (text.trim() === '') continue;
    const fields = JSON.parse(text) as { subset?: unknown; level?: unknown };
    const level = readLevel(fields.level);
    const line = toLabelledLine({ ...fields, level }, 'bench', `${file}:${number}`);
    subsets.get('all lines')?.push(line);
    if (typeof fields.subset !== 'string') continue;
    const own = subsets.get(fields.subset) ?? [];
    own.push(line);
    subsets.set(fields.subset, own);
  }
  return subsets;
}

async function run({ qualityFile }: RunOptions): Promise<Row[]> {
  const { metrics } = readCategoryModel();
  const rows: Row[] = [];
  if (metrics) {
    rows.push({ what: 'macro-F1, systems left out of the training', value: metrics.macro_f1, unit: '' });
    rows.push({ what: 'calibration error, likewise', value: metrics.expected_calibration_error, unit: '' });
  }
  if (qualityFile === undefined) return rows;
  const classifier = loadCategoryModel();
  for (const [subset, lines] of await readSubsets(qualityFile)) {
    const { macro_f1 } = await evaluateCategoryModel(classifier, lines);
    rows.push({ what: `macro-F1, ${subset} (${lines.length})`, value: macro_f1, unit: '', target: TARGET });
  }
  return rows;
}

export const scenario: Scenario = {
  name: 'line-to-right-category',
  description:
    'The figure that the shipped model was sealed with: its corpus is split by system, and every system is labelled by a model that never saw it. With `--quality FILE` also the labelled lines of that file, which the training has not seen; the mean of F1 is over the categories that are among the labels.',
  run,
};
