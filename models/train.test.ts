import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { loadCategoryModel } from './category/category-model.ts';
import { evaluateFiles } from './evaluate.ts';
import { trainFromFiles } from './train.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'train-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function writeLines(name: string): Promise<string> {
  const file = join(folder, name);
  await writeFile(
    file,
    [
      '{"message":"login failed for ada","label":"Security"}',
      '{"message":"password changed by ada","label":"Security"}',
      '{"message":"query took 900 ms","label":"Performance"}',
      '{"message":"order 7 placed","label":"Business"}',
      '{"message":"server started","label":"General"}',
    ].join('\n'),
  );
  return file;
}

test('trains on files, writes the model, and evaluates it on files', async () => {
  const input = [await writeLines('one.ndjson'), await writeLines('two.ndjson')];
  const output = join(folder, 'model.json');
  const steps: string[] = [];
  const model = await trainFromFiles({ input, output, date: '2026-01-02', onProgress: ({ step }) => steps.push(step) });
  expect(model.date).toBe('2026-01-02');
  expect(steps).toEqual(['read', 'cross-validate', 'cross-validate', 'learn']);
  expect(loadCategoryModel(output).version).toBe(model.version);
  expect(await evaluateFiles({ model: output, input })).toMatchObject({
    model_version: model.version,
    lines: 10,
    macro_f1: 1,
  });
});

test('the date does not change the version; the lines do', async () => {
  const input = [await writeLines('one.ndjson')];
  const output = join(folder, 'model.json');
  const first = await trainFromFiles({ input, output, date: '2026-01-02' });
  const text = await readFile(output, 'utf8');
  expect((await trainFromFiles({ input, output, date: '2027-03-04' })).version).toBe(first.version);
  expect(await readFile(output, 'utf8')).toBe(text.replace('2026-01-02', '2027-03-04'));
  const longer = [...input, await writeLines('two.ndjson')];
  expect((await trainFromFiles({ input: longer, output })).version).not.toBe(first.version);
});

test('an output that cannot be written is told in one line', async () => {
  const input = [await writeLines('one.ndjson')];
  const output = join(folder, 'none', 'model.json');
  await expect(trainFromFiles({ input, output })).rejects.toMatchObject({
    code: 'bad_request',
    message: `${output}: there is no such folder`,
  });
  await expect(trainFromFiles({ input, output: folder })).rejects.toMatchObject({
    message: `${folder}: cannot be written (EISDIR)`,
  });
});

test('files without a line cannot be evaluated', async () => {
  const empty = join(folder, 'empty.ndjson');
  await writeFile(empty, '\n');
  await expect(evaluateFiles({ input: [empty] })).rejects.toMatchObject({
    code: 'invalid_parameter',
    message: `${empty}: holds no line`,
  });
});

test('a wrong line leaves the old model in place', async () => {
  const output = join(folder, 'kept.json');
  await writeFile(output, 'old');
  const wrong = join(folder, 'wrong.ndjson');
  await writeFile(wrong, '{"message":"a","label":"None"}');
  await expect(trainFromFiles({ input: [wrong], output })).rejects.toMatchObject({ code: 'bad_request' });
  expect(await readFile(output, 'utf8')).toBe('old');
});
