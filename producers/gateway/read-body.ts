import type { IncomingMessage } from 'node:http';
import type { Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib';
import { PipelineError } from '../../core/errors.ts';
import type { ByteShare } from './byte-budget.ts';
import type { GatewayLimits } from './limits.ts';

const CHUNK_BYTES = 65_536;

const ENCODINGS = new Map<string, (options: { chunkSize: number }) => Transform>([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['deflate', createInflate],
  ['br', createBrotliDecompress],
  ['zstd', createZstdDecompress],
]);

function tooLarge(limit: number): PipelineError {
  return new PipelineError('body_too_large', `the body is larger than ${limit} bytes`, {
    details: { limit_bytes: limit },
  });
}

/** What was sent, as it was sent. The rest of a body that is too large is left to the server to discard. */
function readSent(request: IncomingMessage, limit: number, share: ByteShare): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > limit) return Promise.reject(tooLarge(limit));
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const stop = (error: unknown): void => {
      request.off('data', onData).off('end', onEnd).off('close', onClose);
      request.resume();
      reject(error);
    };
    const onData = (chunk: Buffer): void => {
      size += chunk.length;
      try {
        if (size > limit) throw tooLarge(limit);
        share.take(chunk.length);
      } catch (error) {
        stop(error);
        return;
      }
      chunks.push(chunk);
    };
    const onEnd = (): void => {
      request.off('close', onClose);
      resolve(chunks.length === 1 ? (chunks[0] ?? Buffer.alloc(0)) : Buffer.concat(chunks, size));
    };
    const onClose = (): void => stop(new PipelineError('bad_request', 'the connection ended before the body did'));
    request
      .on('data', onData)
      .on('end', onEnd)
      .on('close', onClose)
      .on('error', () => {});
  });
}

/** Counts while it inflates, so that many bodies at once cannot grow beyond the budget either. */
async function inflateBody(body: Buffer, encoding: string, limits: GatewayLimits, share: ByteShare): Promise<Buffer> {
  const create = ENCODINGS.get(encoding);
  if (!create) {
    const known = [...ENCODINGS.keys()].join(', ');
    throw new PipelineError('unsupported_encoding', `content-encoding "${encoding}" is not one of ${known}`);
  }
  const inflater = create({ chunkSize: CHUNK_BYTES });
  const chunks: Buffer[] = [];
  let size = 0;
  inflater.end(body);
  try {
    for await (const chunk of inflater as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > limits.inflatedBytes) throw tooLarge(limits.inflatedBytes);
      share.take(chunk.length);
      chunks.push(chunk);
    }
  } catch (cause) {
    if (cause instanceof PipelineError) throw cause;
    throw new PipelineError('bad_request', `the body is not valid ${encoding}: ${(cause as Error).message}`, { cause });
  }
  return Buffer.concat(chunks, size);
}

/**
 * The whole body, inflated where `Content-Encoding` says so; its bytes are taken from the share as they come.
 * @throws PipelineError `body_too_large`, `unsupported_encoding`, `bad_request` or `unavailable`
 */
export async function readBody(request: IncomingMessage, limits: GatewayLimits, share: ByteShare): Promise<Buffer> {
  const body = await readSent(request, limits.bodyBytes, share);
  const encoding = request.headers['content-encoding']?.trim().toLowerCase() ?? '';
  if (encoding === '' || encoding === 'identity') return body;
  return inflateBody(body, encoding, limits, share);
}
