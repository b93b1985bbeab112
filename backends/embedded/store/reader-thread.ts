import { parentPort, workerData } from 'node:worker_threads';
import { PipelineError } from '../../../core/errors.ts';
import { createRequestReader, type ReadKind, type ReadKinds } from './read-requests.ts';
import { openStoreReader } from './store-database.ts';
import { type PlainError, toPlainError } from './thread-errors.ts';

/** Entry of a thread that answers searches, one at a time. */
export interface ReaderThreadData {
  dir: string;
  cacheBytes: number;
  filterCacheBytes: number;
}

export interface ReaderQuestion {
  kind: ReadKind;
  request: ReadKinds[ReadKind]['request'];
  /** Its one number turns 1 when nobody waits for the answer any more. */
  cancelled: Int32Array;
  timeLimitMs: number;
}

export interface ReaderAnswer {
  answer?: ReadKinds[ReadKind]['answer'];
  error?: PlainError;
  damaged: PlainError[];
}

function createCheck({ cancelled, timeLimitMs }: ReaderQuestion): () => void {
  const deadline = performance.now() + timeLimitMs;
  return () => {
    if (Atomics.load(cancelled, 0) === 1) throw new PipelineError('query_timeout', 'the search was given up');
    if (performance.now() > deadline) throw new PipelineError('query_timeout', 'the search took longer than allowed');
  };
}

function serve(port: NonNullable<typeof parentPort>, { dir, ...caches }: ReaderThreadData): void {
  const reader = createRequestReader(openStoreReader(dir), caches);
  port.on('message', (question: ReaderQuestion) => {
    const reply: ReaderAnswer = { damaged: [] };
    try {
      reply.answer = reader.read(question.kind, question.request, createCheck(question));
    } catch (error) {
      reply.error = toPlainError(error);
    }
    reply.damaged = reader.takeDamaged().map(toPlainError);
    port.postMessage(reply);
  });
}

if (parentPort) serve(parentPort, workerData as ReaderThreadData);
