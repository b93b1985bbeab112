import { open } from 'node:fs/promises';
import { pipeline, Readable, type Transform } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';

interface Compression {
  /** The bytes that such a file begins with. */
  magic: Buffer;
  create(): Transform;
}

const COMPRESSIONS: readonly Compression[] = [
  { magic: Buffer.from([0x1f, 0x8b]), create: createGunzip },
  { magic: Buffer.from([0x28, 0xb5, 0x2f, 0xfd]), create: createZstdDecompress },
];
const MAGIC_BYTES = 4;

const compressionOf = (head: Buffer): Compression | undefined =>
  COMPRESSIONS.find(({ magic }) => magic.equals(head.subarray(0, magic.length)));

/** Whether more bytes could still make a compression of it; so that a pipe that says little is not waited for. */
const isUndecided = (head: Buffer): boolean =>
  COMPRESSIONS.some(
    ({ magic }) => head.length < magic.length && magic.subarray(0, head.length).equals(head.subarray(0, magic.length)),
  );

/** The bytes as they were before gzip or zstd, which their first bytes tell; of anything else as they are. */
export async function* inflateInput(chunks: AsyncIterable<Buffer | string>): AsyncGenerator<Buffer> {
  const source = chunks[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  while (isUndecided(head)) {
    const { done, value } = await source.next();
    if (done) break;
    head = Buffer.concat([head, Buffer.from(value as Buffer)]);
  }
  const whole = (async function* () {
    yield head;
    for await (const chunk of { [Symbol.asyncIterator]: () => source }) yield Buffer.from(chunk as Buffer);
  })();
  const compression = compressionOf(head);
  if (!compression) yield* whole;
  // what breaks off is told by the reader at the end of it
  else yield* pipeline(Readable.from(whole), compression.create(), () => {}) as AsyncIterable<Buffer>;
}

/** Whether {@link inflateInput} would inflate the file. @throws Error of the file system */
export async function isCompressedFile(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MAGIC_BYTES), 0, MAGIC_BYTES, 0);
    return compressionOf(buffer.subarray(0, bytesRead)) !== undefined;
  } finally {
    await file.close();
  }
}
