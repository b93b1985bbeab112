import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type LabelledLine, readLabelledLines } from './labelled-lines.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'labelled-lines-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function collect(file: string): Promise<LabelledLine[]> {
  const lines: LabelledLine[] = [];
  for await (const line of readLabelledLines([file])) lines.push(line);
  return lines;
}

async function read(name: string, text: string): Promise<LabelledLine[]> {
  const file = join(folder, name);
  await writeFile(file, text);
  return collect(file);
}

test('NDJSON lines, with empty ones between', async () => {
  const text = '{"message":"a","label":"General"}\n\n{"message":"b","label":"Security","level":"warn","service":"s"}';
  expect(await read('lines.ndjson', text)).toEqual([
    { message: 'a', label: 'General', group: 'lines.ndjson' },
    { message: 'b', label: 'Security', level: 'warn', service: 's', group: 'lines.ndjson' },
  ]);
});

test('CSV with quoted commas, quotes and line breaks, in any column order', async () => {
  const text = '\uFEFFlabel,level,message\r\nGeneral,,"a, ""b""\nc"\r\nBusiness,info,paid\r\n';
  expect(await read('lines.csv', text)).toEqual([
    { message: 'a, "b"\nc', label: 'General', group: 'lines.csv' },
    { message: 'paid', label: 'Business', level: 'info', group: 'lines.csv' },
  ]);
});

test('levels as senders write them; one that is unknown is left out and counted', async () => {
  const file = join(folder, 'levels.ndjson');
  const given = ['INFO', 'WARNING', 'SEVERE', 'D', 'V', 30, 'loud', null, ''];
  await writeFile(file, given.map((level) => JSON.stringify({ message: 'a', label: 'General', level })).join('\n'));
  const levels: unknown[] = [];
  let unknown = 0;
  for await (const line of readLabelledLines([file], () => unknown++)) levels.push(line.level);
  expect(levels).toEqual(['info', 'warn', 'error', 'debug', 'trace', 'info', undefined, undefined, undefined]);
  expect(unknown).toBe(1);
});

describe('what is wrong is told with file and line', () => {
  test.each([
    ['cut.ndjson', '{"message":"a","label":"General"}\n{"message":', /cut\.ndjson:2: not JSON/],
    ['label.ndjson', '{"message":"a","label":"Other"}', /label\.ndjson:1: "label" must be one of Security/],
    ['message.ndjson', '{"label":"General"}', /message\.ndjson:1: "message" must be text/],
    ['list.ndjson', '3', /list\.ndjson:1: want an object/],
    ['fields.csv', 'message,label\na,General\nb\n', /fields\.csv:3: has 1 fields, the header 2/],
    ['quote.csv', 'message,label\n"a,General\n', /quote\.csv:2: a quoted field does not end/],
    ['break.csv', 'message,label\n"a\nb",General\nc,Odd\n', /break\.csv:4: "label" must be/],
  ])('%s', async (name, text, message) => {
    await expect(read(name, text)).rejects.toMatchObject({
      code: 'bad_request',
      message: expect.stringMatching(message),
    });
  });

  test('a file that is not there', async () => {
    await expect(collect(join(folder, 'none.ndjson'))).rejects.toMatchObject({
      code: 'bad_request',
      message: expect.stringContaining('none.ndjson'),
    });
  });
});
