import { Worker } from 'node:worker_threads';
import { PipelineError } from '../../../core/errors.ts';
import type { ReadKind, ReadKinds } from './read-requests.ts';
import type { ReaderAnswer, ReaderQuestion, ReaderThreadData } from './reader-thread.ts';
import { fromPlainError } from './thread-errors.ts';

/** Threads that answer searches, started when they are needed. */
export interface ReaderPool {
  /** Rejects with the signal's reason when it fires, with `query_timeout` when the time limit passes. */
  ask<K extends ReadKind>(
    kind: K,
    request: ReadKinds[K]['request'],
    signal?: AbortSignal,
  ): Promise<ReadKinds[K]['answer']>;
  /** Whoever still waits gets `unavailable`. */
  close(): Promise<void>;
}

export interface ReaderPoolOptions extends ReaderThreadData {
  threads: number;
  timeLimitMs: number;
  /** Told of each damaged block by each thread that meets it. */
  onDamaged(error: PipelineError): void;
}

type Answer = ReadKinds[ReadKind]['answer'];

interface Waiting {
  question: ReaderQuestion;
  askedAt: number;
  resolve(answer: Answer): void;
  reject(error: unknown): void;
}

interface Thread {
  worker: Worker;
  serving: Waiting | null;
}

/** Unpacked columns are kept outside of it; what a search makes besides lives shortly. */
const YOUNG_GENERATION_MB = 24;

export function createReaderPool({
  threads: maxThreads,
  timeLimitMs,
  onDamaged,
  ...data
}: ReaderPoolOptions): ReaderPool {
  const threads = new Set<Thread>();
  const queue: Waiting[] = [];
  let closed = false;

  function start(): Thread {
    const worker = new Worker(new URL('./reader-thread.ts', import.meta.url), {
      workerData: data satisfies ReaderThreadData,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
    });
    const thread: Thread = { worker, serving: null };
    threads.add(thread);
    worker.on('message', (answer: ReaderAnswer) => finish(thread, answer));
    worker.on('error', (cause) => lose(thread, cause));
    worker.on('exit', () => lose(thread, undefined));
    return thread;
  }

  function finish(thread: Thread, { answer, error, damaged }: ReaderAnswer): void {
    const { serving } = thread;
    thread.serving = null;
    for (const found of damaged) onDamaged(fromPlainError(found));
    if (error) serving?.reject(fromPlainError(error));
    else serving?.resolve(answer as Answer);
    serveNext();
  }

  function lose(thread: Thread, cause: unknown): void {
    if (!threads.delete(thread)) return;
    thread.serving?.reject(new PipelineError('unavailable', 'a search thread of the store ended', { cause }));
    serveNext();
  }

  function serveNext(): void {
    while (!closed && queue.length > 0) {
      const idle =
        [...threads].find(({ serving }) => serving === null) ?? (threads.size < maxThreads ? start() : undefined);
      const next = idle && queue.shift();
      if (!idle || !next) return;
      if (Atomics.load(next.question.cancelled, 0) === 1) continue;
      idle.serving = next;
      const left = timeLimitMs - (performance.now() - next.askedAt);
      idle.worker.postMessage({ ...next.question, timeLimitMs: left } satisfies ReaderQuestion);
    }
  }

  return {
    ask<K extends ReadKind>(kind: K, request: ReadKinds[K]['request'], signal?: AbortSignal) {
      const { promise, resolve, reject } = Promise.withResolvers<Answer>();
      if (closed) reject(new PipelineError('unavailable', 'the store is closed'));
      else if (signal?.aborted) reject(signal.reason);
      else {
        const cancelled = new Int32Array(new SharedArrayBuffer(4));
        const giveUp = (): void => {
          Atomics.store(cancelled, 0, 1);
          reject(signal?.reason);
        };
        signal?.addEventListener('abort', giveUp, { once: true });
        const forget = (): void => signal?.removeEventListener('abort', giveUp);
        promise.then(forget, forget);
        queue.push({
          question: { kind, request, cancelled, timeLimitMs },
          askedAt: performance.now(),
          resolve,
          reject,
        });
        serveNext();
      }
      return promise as Promise<ReadKinds[K]['answer']>;
    },
    async close() {
      closed = true;
      const waiting = [...queue.splice(0), ...[...threads].flatMap(({ serving }) => serving ?? [])];
      for (const { reject } of waiting) reject(new PipelineError('unavailable', 'the store is closed'));
      await Promise.all([...threads].map(({ worker }) => worker.terminate()));
    },
  };
}
