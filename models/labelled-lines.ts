import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { PipelineError } from '../core/errors.ts';
import { readLevel } from '../core/level.ts';
import { CATEGORIES, type Category, type Level } from '../core/record.ts';
import { readCsv } from './csv.ts';

/** A message with the category it ought to get. */
export interface LabelledLine {
  message: string;
  label: Category;
  level?: Level;
  service?: string;
  /** Lines of one group come from one system: they are held out together. */
  group: string;
}

const categories = new Set<unknown>(CATEGORIES);

/** Makes a line of parsed fields, its level read as that of a log; one that cannot be read is left out. `where` ("file:line") begins the message of the `bad_request` it throws. */
export function toLabelledLine(fields: unknown, group: string, where: string): LabelledLine {
  if (typeof fields !== 'object' || fields === null) throw invalid(where, 'want an object with "message" and "label"');
  const { message, label, level, service } = fields as Record<string, unknown>;
  if (typeof message !== 'string') throw invalid(where, '"message" must be text');
  if (!categories.has(label)) throw invalid(where, `"label" must be one of ${CATEGORIES.join(', ')}`);
  const knownLevel = given(level) ? readLevel(level) : null;
  if (given(service) && typeof service !== 'string') throw invalid(where, '"service" must be text');
  return {
    message,
    label: label as Category,
    ...(knownLevel === null ? {} : { level: knownLevel }),
    ...(given(service) ? { service: service as string } : {}),
    group,
  };
}

function given(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

function invalid(where: string, why: string): PipelineError {
  return new PipelineError('bad_request', `${where}: ${why}`);
}

/** Whether the fields have a level that {@link toLabelledLine} leaves out. */
function hasUnknownLevel(fields: unknown): boolean {
  const { level } = (fields ?? {}) as { level?: unknown };
  return given(level) && readLevel(level) === null;
}

/**
 * Reads labelled lines of NDJSON, or of CSV with a header row when the name ends in `.csv`. Each file is a group, by its
 * name without the folder. A file that cannot be read or a wrong line gives `bad_request` naming file and line; of a level
 * that cannot be read `onUnknownLevel` is told.
 */
export async function* readLabelledLines(
  files: readonly string[],
  onUnknownLevel: () => void = () => {},
): AsyncGenerator<LabelledLine> {
  for (const file of files) {
    const rows = file.toLowerCase().endsWith('.csv') ? readCsv(textOf(file), file) : readNdjson(file);
    for await (const { fields, line } of rows) {
      if (hasUnknownLevel(fields)) onUnknownLevel();
      yield toLabelledLine(fields, basename(file), `${file}:${line}`);
    }
  }
}

async function* textOf(file: string): AsyncGenerator<string> {
  try {
    for await (const chunk of createReadStream(file, 'utf8')) yield chunk as string;
  } catch (cause) {
    throw new PipelineError('bad_request', `${file}: cannot be read (${(cause as Error).message})`, { cause });
  }
}

async function* readNdjson(file: string): AsyncGenerator<{ fields: unknown; line: number }> {
  let line = 0;
  for await (const text of linesOf(file)) {
    line += 1;
    if (text.trim() === '') continue;
    let fields: unknown;
    try {
      fields = JSON.parse(text);
    } catch (cause) {
      throw new PipelineError('bad_request', `${file}:${line}: not JSON (${(cause as Error).message})`, { cause });
    }
    yield { fields, line };
  }
}

async function* linesOf(file: string): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of textOf(file)) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}
