import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { PipelineError } from '../../core/errors.ts';
import { inflateInput, isCompressedFile } from './inflate-input.ts';

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

async function* linesOf(chunks: AsyncIterable<Buffer>, file: string): AsyncGenerator<InputLine> {
  let number = 0;
  /** Pieces of a line whose end has not come yet. */
  let pieces: Buffer[] = [];
  const finish = (last: Buffer): InputLine => {
    const bytes = pieces.length === 0 ? last : Buffer.concat([...pieces, last]);
    pieces = [];
    number += 1;
    return { bytes: withoutReturn(bytes), file, number };
  };
  for await (const bytes of chunks) {
    let start = 0;
    for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, start)) {
      yield finish(bytes.subarray(start, end));
      start = end + 1;
    }
    if (start < bytes.length) pieces.push(bytes.subarray(start));
  }
  if (pieces.length > 0) yield finish(Buffer.alloc(0));
}

/** UTF-8 of what is written in another encoding. */
async function* toUtf8(chunks: AsyncIterable<Buffer>, encoding: string): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  yield Buffer.from(decoder.decode());
}

export interface ReadLinesOptions {
  /** Read where a file is named `-`, and where none is named. */
  input: NodeJS.ReadableStream;
  /** A name that `TextDecoder` knows; default: the bytes go on as they are. */
  encoding?: string | undefined;
}

/** The lines of all files in turn, inflated where they are gzip or zstd. A file that cannot be read gives `bad_request` naming it. */
export async function* readLines(
  files: readonly string[],
  { input, encoding }: ReadLinesOptions,
): AsyncGenerator<InputLine> {
  for (const file of files.length === 0 ? ['-'] : files) {
    const chunks = inflateInput(file === '-' ? (input as AsyncIterable<Buffer | string>) : createReadStream(file));
    try {
      yield* linesOf(encoding === undefined ? chunks : toUtf8(chunks, encoding), file);
    } catch (cause) {
      const { code, message } = cause as NodeJS.ErrnoException;
      const why = code === 'ENOENT' ? 'there is no such file' : `cannot be read (${code ?? message})`;
      throw new PipelineError('bad_request', `${file}: ${why}`, { cause });
    }
  }
}

async function lengthOf(file: string): Promise<number | undefined> {
  const found = await stat(file);
  return found.isFile() && !(await isCompressedFile(file)) ? found.size : undefined;
}

/** Bytes in all files together; undefined when that is not known beforehand. */
export async function totalBytes(files: readonly string[]): Promise<number | undefined> {
  if (files.length === 0 || files.includes('-')) return undefined;
  const lengths = await Promise.all(files.map((file) => lengthOf(file).catch(() => undefined)));
  return lengths.reduce((sum, each) => (sum === undefined || each === undefined ? undefined : sum + each), 0);
}
