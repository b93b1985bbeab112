import type { FileItem } from './file-item.ts';
import { type FileShape, shapeOf } from './file-shape.ts';
import { BEGINNING_BYTES, readText } from './read-text.ts';
import { createLineSplitter } from './split-lines.ts';
import { createValueSplitter } from './split-values.ts';

/** Logs of a file as they are sent at once: fewer than the server lists refusals for, and far below what it takes. */
export interface LogBody {
  shape: FileShape;
  items: readonly { line: number; bytes: Uint8Array }[];
}

/** What of a file comes next: logs to send, or the line of one that is larger than a log may be. */
export type FilePart = LogBody | { tooLargeLine: number };

export interface BodyLimits {
  items: number;
  bytes: number;
}

const LIMITS: Readonly<BodyLimits> = { items: 1_000, bytes: 1_048_576 };

/** Makes parts of the text of a file, in its order; a line break after each log is counted too. */
function createPartMaker(shape: FileShape, limits: BodyLimits) {
  const splitter = shape === 'values' ? createValueSplitter() : createLineSplitter();
  let items: LogBody['items'][number][] = [];
  let size = 0;
  function* gathered(): Generator<FilePart> {
    if (items.length > 0) yield { shape, items };
    items = [];
    size = 0;
  }
  function* gather(found: readonly FileItem[]): Generator<FilePart> {
    for (const { line, bytes } of found) {
      const isFull = items.length >= limits.items || size + (bytes?.length ?? 0) >= limits.bytes;
      if (bytes === null || isFull) yield* gathered();
      if (bytes === null) yield { tooLargeLine: line };
      else {
        items.push({ line, bytes });
        size += bytes.length + 1;
      }
    }
  }
  return {
    add: (text: Uint8Array) => gather(splitter.push(text)),
    *end(): Generator<FilePart> {
      yield* gather(splitter.end());
      yield* gathered();
    },
  };
}

/**
 * A file in parts, in its order: every log is in exactly one of them, whole. No more of the file is read than is asked for.
 * @throws FileFault
 */
export async function* partsOf(
  file: Blob,
  onRead: (bytes: number) => void,
  limits: BodyLimits = LIMITS,
): AsyncGenerator<FilePart> {
  let maker: ReturnType<typeof createPartMaker> | undefined;
  for await (const text of readText(file, onRead)) {
    maker ??= createPartMaker(shapeOf(new TextDecoder().decode(text.subarray(0, BEGINNING_BYTES))), limits);
    yield* maker.add(text);
  }
  if (maker) yield* maker.end();
}

/** What is sent of these logs: a line each. */
export function bytesOf({ items }: LogBody): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(items.reduce((sum, { bytes }) => sum + bytes.length + 1, 0)).fill(10);
  let at = 0;
  for (const { bytes } of items) {
    joined.set(bytes, at);
    at += bytes.length + 1;
  }
  return joined;
}
