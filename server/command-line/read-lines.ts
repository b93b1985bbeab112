import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { PipelineError } from '../../core/errors.ts';

/** A line of some input, without its line break. */
export interface InputLine {
  bytes: Buffer;
  /** `-` for standard input. */
  file: string;
  /** From 1. */
  number: number;
}

const NEWLINE = 10;
const RETURN = 13;

function withoutReturn(bytes: Buffer): Buffer {
  return bytes.at(-1) === RETURN ? bytes.subarray(0, -1) : bytes;
}

async function* linesOf(chunks: AsyncIterable<Buffer | string>, file: string): AsyncGenerator<InputLine> {
  let number = 0;
  /** Pieces of a line whose end has not come yet. */
  let pieces: Buffer[] = [];
  const finish = (last: Buffer): InputLine => {
    const bytes = pieces.length === 0 ? last : Buffer.concat([...pieces, last]);
    pieces = [];
    number += 1;
    return { bytes: withoutReturn(bytes), file, number };
  };
  for await (const chunk of chunks) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    let start = 0;
    for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, start)) {
      yield finish(bytes.subarray(start, end));
      start = end + 1;
    }
    if (start < bytes.length) pieces.push(bytes.subarray(start));
  }
  if (pieces.length > 0) yield finish(Buffer.alloc(0));
}

/** The lines of all files in turn, `-` and no file at all being standard input. A file that cannot be read gives `bad_request` naming it. */
export async function* readLines(files: readonly string[], input: NodeJS.ReadableStream): AsyncGenerator<InputLine> {
  for (const file of files.length === 0 ? ['-'] : files) {
    if (file === '-') {
      yield* linesOf(input as AsyncIterable<Buffer>, file);
      continue;
    }
    try {
      yield* linesOf(createReadStream(file), file);
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException;
      const why = code === 'ENOENT' ? 'there is no such file' : `cannot be read (${code})`;
      throw new PipelineError('bad_request', `${file}: ${why}`, { cause });
    }
  }
}

/** Bytes in all files together; undefined when that is not known beforehand. */
export async function totalBytes(files: readonly string[]): Promise<number | undefined> {
  if (files.length === 0 || files.includes('-')) return undefined;
  const sizes = await Promise.all(files.map((file) => stat(file).catch(() => undefined)));
  return sizes.every((each) => each?.isFile()) ? sizes.reduce((sum, each) => sum + (each?.size ?? 0), 0) : undefined;
}
