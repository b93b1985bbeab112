/** Why a file cannot be read at all. */
export type FileFaultReason = 'unreadable' | 'binary' | 'archive' | 'damaged';

export class FileFault extends Error {
  readonly reason: FileFaultReason;

  constructor(reason: FileFaultReason, cause?: unknown) {
    super(reason, { cause });
    this.name = 'FileFault';
    this.reason = reason;
  }
}

type Chunks = AsyncGenerator<Uint8Array<ArrayBuffer>>;

const GZIP = [0x1f, 0x8b];
/** Of zstd, xz, bzip2, 7-Zip and ZIP, which browsers do not open. */
const ARCHIVES = [
  [0x28, 0xb5, 0x2f, 0xfd],
  [0xfd, 0x37, 0x7a],
  [0x42, 0x5a, 0x68],
  [0x37, 0x7a, 0xbc],
  [0x50, 0x4b, 3],
];
const SAMPLE_BYTES = 512;

const beginsWith = (bytes: Uint8Array, mark: readonly number[]): boolean =>
  mark.every((byte, at) => bytes[at] === byte);

/** Not every browser lets a stream be gone through by `for await`. */
async function* chunksOf(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Chunks {
  const reader = stream.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    // who stops early wants no more of it; what was wrong with it is told by the read
    await reader.cancel().catch(() => {});
  }
}

/** The encoding that a beginning shows: by its mark, or by the zeros that UTF-16 has beside letters. @throws FileFault */
function encodingOf(head: Uint8Array): string {
  const [first, second] = head;
  if ((first === 0xff && second === 0xfe) || (second === 0 && first !== 0 && head[3] === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0 && head[2] === 0)) return 'utf-16be';
  if (ARCHIVES.some((mark) => beginsWith(head, mark))) throw new FileFault('archive');
  if (head.subarray(0, SAMPLE_BYTES).includes(0)) throw new FileFault('binary');
  return 'utf-8';
}

/** Enough to see how a file is written. */
export const BEGINNING_BYTES = 65_536;

function concat(one: Uint8Array, other: Uint8Array): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(one.length + other.length);
  joined.set(one);
  joined.set(other, one.length);
  return joined;
}

/** The same bytes, of which the first piece is long enough to judge by. */
async function* withLongBeginning(chunks: Chunks): Chunks {
  let beginning: Uint8Array<ArrayBuffer> | null = new Uint8Array();
  for await (const chunk of chunks) {
    if (beginning === null) {
      yield chunk;
      continue;
    }
    beginning = concat(beginning, chunk);
    if (beginning.length < BEGINNING_BYTES) continue;
    yield beginning;
    beginning = null;
  }
  if (beginning !== null && beginning.length > 0) yield beginning;
}

const UTF8_MARK = [0xef, 0xbb, 0xbf];

/** UTF-8 goes on as it is, so that bytes that are none spoil only their own line. */
async function* toUtf8(chunks: Chunks): Chunks {
  let decoder: TextDecoder | null | undefined;
  const encoder = new TextEncoder();
  for await (const chunk of chunks) {
    if (decoder === undefined) {
      const encoding = encodingOf(chunk);
      decoder = encoding === 'utf-8' ? null : new TextDecoder(encoding);
      yield decoder || !beginsWith(chunk, UTF8_MARK) ? decode(chunk) : chunk.subarray(UTF8_MARK.length);
    } else yield decode(chunk);
  }
  if (decoder) yield encoder.encode(decoder.decode());

  function decode(chunk: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
    return decoder ? encoder.encode(decoder.decode(chunk, { stream: true })) : chunk;
  }
}

/** Counts what is read of the file itself, whatever becomes of it. */
function countBytes(
  onRead: (bytes: number) => void,
): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  return new TransformStream({
    transform(chunk, controller) {
      onRead(chunk.length);
      controller.enqueue(chunk);
    },
  });
}

/**
 * The text of a file as UTF-8 without a byte order mark, piece by piece as it is asked for: inflated where it is gzip, from UTF-16
 * where it is that. `onRead` is told how many bytes of the file were read since the last time.
 * @throws FileFault
 */
export async function* readText(file: Blob, onRead: (bytes: number) => void): Chunks {
  let isGzip = false;
  try {
    isGzip = beginsWith(new Uint8Array(await file.slice(0, GZIP.length).arrayBuffer()), GZIP);
    const read = file.stream().pipeThrough(countBytes(onRead));
    const plain = isGzip ? read.pipeThrough(new DecompressionStream('gzip')) : read;
    yield* toUtf8(withLongBeginning(chunksOf(plain)));
  } catch (cause) {
    if (cause instanceof FileFault) throw cause;
    throw new FileFault(isGzip ? 'damaged' : 'unreadable', cause);
  }
}
