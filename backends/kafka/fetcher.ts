import type { PipelineError } from '../../core/errors.ts';
import { createSignal, type Signal } from '../../core/signal.ts';
import type { Cluster } from './cluster.ts';
import { type Broker, protocolError, send } from './connection.ts';
import { toPipelineError } from './errors.ts';
import { type FetchedPart, fetchRequest } from './fetch-request.ts';
import type { PartitionBuffer } from './partition-buffer.ts';

/** A partition that is read. */
export interface FetchTarget {
  topic: string;
  partition: number;
  buffer: PartitionBuffer;
  /** Woken when something came, or it is known that nothing is there. */
  signal: Signal;
  /** When the newest question was asked whose answer was that nothing follows; by performance.now(). */
  caughtUpAt: number;
  /** What went wrong: the topic may be another by now, or the offset not be there any more. Not fetched until it is cleared up. */
  doubt: 'failed' | 'out of range' | null;
  /** Not to be fetched for now. */
  isPaused: boolean;
}

/** Keeps the buffers of its targets filled, with one question at a time at each broker that leads some of them. */
export interface Fetcher {
  add(target: FetchTarget): void;
  remove(target: FetchTarget): void;
  /** A target has room again, or another offset. */
  wake(): void;
  /** Resolves when the last question is answered or given up. */
  stop(): Promise<void>;
}

export interface FetcherOptions {
  cluster: Cluster;
  /** How long a broker may keep a question open, ms. */
  maxWaitMs: number;
  /** Pause between two questions, so that more comes at once; ms. */
  gapMs: number;
  onError(error: PipelineError): void;
}

const MAX_BYTES = 32 * 1024 * 1024;
const MAX_PARTITION_BYTES = 2 * 1024 * 1024;
const OFFSET_OUT_OF_RANGE = 1;
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 5_000;
const IDLE_MS = 1_000;

export function createFetcher(options: FetcherOptions): Fetcher {
  const { cluster } = options;
  const targets = new Set<FetchTarget>();
  const loops = new Map<Broker, { signal: Signal; ended: Promise<void> }>();
  const changed = createSignal();
  let stopped = false;

  const wanted = (): FetchTarget[] =>
    [...targets].filter(({ buffer, isPaused, doubt }) => !isPaused && doubt === null && !buffer.isFull());

  const ask = async (broker: Broker, parts: readonly FetchTarget[]): Promise<void> => {
    const questions = parts.map(({ topic, partition, buffer }) => ({ topic, partition, offset: buffer.fetchOffset() }));
    const askedAt = performance.now();
    const limits = { maxWaitMs: options.maxWaitMs, maxBytes: MAX_BYTES, maxPartitionBytes: MAX_PARTITION_BYTES };
    const answers = await send(broker, fetchRequest(questions, limits));
    let failure: Error | null = null;
    for (const answer of answers) {
      const index = parts.findIndex(({ topic, partition }) => topic === answer.topic && partition === answer.partition);
      const target = parts[index];
      const question = questions[index];
      if (target && question) failure = take(target, question.offset, answer, askedAt) ?? failure;
    }
    if (failure) throw failure;
  };

  const run = async (broker: Broker, signal: Signal): Promise<void> => {
    let parts: FetchTarget[] = [];
    for (let failures = 0; !stopped; ) {
      try {
        parts = (await cluster.byLeader(wanted())).get(broker) ?? [];
        if (parts.length > 0) await ask(broker, parts);
        failures = 0;
        await signal.wait(parts.length > 0 ? options.gapMs : IDLE_MS);
      } catch (error) {
        if (stopped) return;
        failures += 1;
        cluster.forget();
        for (const target of parts) raiseDoubt(target, 'failed');
        options.onError(toPipelineError(error, 'reading'));
        await signal.wait(Math.min(FIRST_PAUSE_MS * 2 ** (failures - 1), LONGEST_PAUSE_MS));
        // Who leads by now is for the supervisor to find out.
        changed.wake();
        if (failures > 1) return;
      }
    }
  };

  const supervise = async (): Promise<void> => {
    for (let failures = 0; !stopped; ) {
      try {
        for (const broker of (await cluster.byLeader([...targets])).keys()) {
          if (loops.has(broker)) continue;
          const signal = createSignal();
          const ended = run(broker, signal).finally(() => loops.delete(broker));
          loops.set(broker, { signal, ended });
        }
        failures = 0;
        await changed.wait(Number.POSITIVE_INFINITY);
      } catch (error) {
        if (stopped) return;
        failures += 1;
        cluster.forget();
        options.onError(toPipelineError(error, 'looking for who leads'));
        await changed.wait(Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS));
      }
    }
  };
  const supervision = supervise();
  const wake = (): void => {
    for (const { signal } of loops.values()) signal.wake();
  };

  return {
    add(target) {
      targets.add(target);
      changed.wake();
      wake();
    },
    remove: (target) => void targets.delete(target),
    wake,
    async stop() {
      stopped = true;
      changed.wake();
      wake();
      await Promise.all([supervision, ...[...loops.values()].map(({ ended }) => ended)]);
    },
  };
}

function raiseDoubt(target: FetchTarget, doubt: 'failed' | 'out of range'): void {
  target.doubt ??= doubt;
  target.signal.wake();
}

/** Gives an answer to its target. Returns what went wrong, if anything. */
function take(target: FetchTarget, asked: number, answer: FetchedPart, askedAt: number): Error | null {
  if (answer.errorCode === OFFSET_OUT_OF_RANGE) {
    if (target.buffer.fetchOffset() === asked) raiseDoubt(target, 'out of range');
    return null;
  }
  if (answer.errorCode !== 0) return protocolError(answer.errorCode);
  target.buffer.append(answer, asked);
  const isAtEnd = target.buffer.fetchOffset() >= answer.stableOffset;
  if (isAtEnd && answer.records.length === 0) target.caughtUpAt = askedAt;
  if (answer.records.length > 0 || isAtEnd) target.signal.wake();
  return null;
}
