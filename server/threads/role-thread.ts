import { Worker } from 'node:worker_threads';
import { systemClock } from '../../core/clock.ts';
import { type ErrorCode, PipelineError } from '../../core/errors.ts';
import type { Logger } from '../../core/logger.ts';
import type { RoleName } from '../role.ts';
import { NO_TROUBLES, type WriteTroubles } from '../watch-writes.ts';
import type { FromThread, ThreadStart, ToThread } from './messages.ts';

/** Roles in a thread of their own, seen from the main thread. */
export interface RoleThread {
  /** Whether it is up at this moment. */
  isUp(): boolean;
  /** Why its last writes failed. */
  troubles(): WriteTroubles;
  /** Why this one of its roles takes nothing; null when it does. */
  stopReason(role: RoleName): string | null;
  /** The thread's metrics; null when it does not answer in time. */
  metrics(): Promise<unknown>;
  stop(): Promise<void>;
}

export interface RoleThreadOptions extends ThreadStart {
  logger: Logger;
  /** The thread died and could not be brought back: the process should end. */
  onLost(error: Error): void;
}

const METRICS_TIMEOUT_MS = 2_000;
const MAX_RESTARTS = 5;
const RESTART_WINDOW_MS = 60_000;
/** Before the first restart; each further one within the window waits twice as long. */
const RESTART_PAUSE_MS = 1_000;

interface Running {
  worker: Worker;
  ready: Promise<void>;
  exited: Promise<number>;
}

function launch(start: ThreadStart, onMessage: (message: FromThread) => void): Running {
  const worker = new Worker(new URL('./role-worker.ts', import.meta.url), {
    workerData: start,
    name: start.name,
  });
  const ready = Promise.withResolvers<void>();
  const exited = Promise.withResolvers<number>();
  worker.on('message', (message: FromThread) => {
    if (message.type === 'ready') ready.resolve();
    else if (message.type === 'failed') ready.reject(new PipelineError(message.code as ErrorCode, message.message));
    else onMessage(message);
  });
  worker.on('error', (error) => ready.reject(error));
  worker.on('exit', (code) => {
    ready.reject(new PipelineError('internal', `the thread ${start.name} ended with code ${code}`));
    exited.resolve(code);
  });
  ready.promise.catch(() => {});
  return { worker, ready: ready.promise, exited: exited.promise };
}

/** Resolves when the roles are ready. A thread that dies later is started again, up to five times a minute, after growing pauses. */
export async function startRoleThread(options: RoleThreadOptions): Promise<RoleThread> {
  const { name, roles, config, keeper, logger } = options;
  const start: ThreadStart = { name, roles, config, keeper };
  const waiting = new Map<number, (metrics: unknown) => void>();
  const deaths: number[] = [];
  let requests = 0;
  const stopping = new AbortController();
  let up = false;
  let troubles = NO_TROUBLES;
  const stopReasons = new Map<RoleName, string | null>();

  const onMessage = (message: FromThread): void => {
    if (message.type === 'writes') troubles = message.troubles;
    if (message.type === 'role stopped') stopReasons.set(message.role, message.reason);
    if (message.type === 'metrics') waiting.get(message.request)?.(message.metrics);
  };
  let running = launch(start, onMessage);

  const watch = async (watched: Running): Promise<void> => {
    const code = await watched.exited;
    up = false;
    troubles = NO_TROUBLES;
    stopReasons.clear();
    if (stopping.signal.aborted) return;
    logger.error('a thread died and is started again', { thread: name, code });
    const now = performance.now();
    deaths.push(now);
    while (deaths[0] !== undefined && deaths[0] < now - RESTART_WINDOW_MS) deaths.shift();
    if (deaths.length > MAX_RESTARTS) return options.onLost(new Error(`the thread ${name} keeps dying`));
    await systemClock.sleep(RESTART_PAUSE_MS * 2 ** (deaths.length - 1), stopping.signal);
    if (stopping.signal.aborted) return;
    running = launch(start, onMessage);
    watch(running);
    await running.ready.then(
      () => {
        up = true;
      },
      (error) => logger.error('a thread could not be started again', { thread: name, error }),
    );
  };
  try {
    await running.ready;
  } catch (error) {
    await running.exited;
    throw error;
  }
  up = true;
  watch(running);
  const send = (message: ToThread): void => running.worker.postMessage(message);

  return {
    isUp: () => up,
    troubles: () => troubles,
    stopReason: (role) => stopReasons.get(role) ?? null,
    metrics() {
      if (!up) return Promise.resolve(null);
      const request = ++requests;
      const answer = Promise.withResolvers<unknown>();
      waiting.set(request, answer.resolve);
      const timer = setTimeout(() => answer.resolve(null), METRICS_TIMEOUT_MS);
      send({ type: 'metrics', request });
      return answer.promise.finally(() => {
        clearTimeout(timer);
        waiting.delete(request);
      });
    },
    async stop() {
      if (stopping.signal.aborted) return;
      stopping.abort();
      send({ type: 'stop' });
      await running.exited;
    },
  };
}
