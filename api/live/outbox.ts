import type { WebSocket } from 'ws';
import { errorBody } from '../../core/error-body.ts';
import type { LiveLimits } from '../options.ts';

/** Logs that a client was not given: how many, and between which times they lie. */
interface Gap {
  skipped: number;
  from: string;
  to: string;
  /** Where the client stood before. */
  cursor: string;
}

/** What is on its way to one client. */
export interface Outbox {
  /** A log as JSON, before the cursor moves past it; for a client that is too slow it is counted instead. */
  offer(json: string, time: string): void;
  /** The same for a client that is waited for: never left out. */
  push(json: string): void;
  /** The cursor is past everything that was offered: it may be sent. */
  settle(): void;
  /** Says that logs are missing here. */
  addGap(gap: { skipped: number; from: string; to: string }): void;
  /** Sends what waits; resolves once the connection has taken it, with false when it is gone. */
  flush(): Promise<boolean>;
  /** Sends one frame behind what waits. */
  send(frame: Readonly<Record<string, unknown>>): void;
  /** Sends the cursor alone, if it is not the one the client has. */
  sendCursor(): void;
  close(): void;
}

/** The frame that tells a client of an error. */
export function errorFrame(error: unknown): Readonly<Record<string, unknown>> {
  return { type: 'error', error: errorBody(error, '').error };
}

const EARLY_FLUSH_BYTES = 262_144;

export interface OutboxOptions {
  socket: WebSocket;
  limits: Pick<LiveLimits, 'frameMs' | 'maxBufferedBytes'>;
  /** The cursor behind everything that was offered so far. */
  cursor: () => string;
  /** Told how many logs were left out. */
  onSkipped: (logs: number) => void;
}

export function createOutbox({ socket, limits, cursor, onSkipped }: OutboxOptions): Outbox {
  let waiting: (string | Gap)[] = [];
  let waitingBytes = 0;
  let timer: NodeJS.Timeout | null = null;
  let sentCursor = '';

  const isFull = (more: number): boolean => socket.bufferedAmount + waitingBytes + more > limits.maxBufferedBytes;
  const transmit = (text: string): Promise<boolean> =>
    new Promise((resolve) => socket.send(text, (error) => resolve(error === undefined || error === null)));

  const writeLogs = (logs: readonly string[], at: string): Promise<boolean> => {
    sentCursor = at;
    return transmit(`{"type":"logs","logs":[${logs.join(',')}],"cursor":${JSON.stringify(at)}}`);
  };
  const writeAll = (): Promise<boolean> => {
    let logs: string[] = [];
    let done: Promise<boolean> = Promise.resolve(true);
    for (const item of waiting) {
      if (typeof item === 'string') {
        logs.push(item);
        continue;
      }
      if (logs.length > 0) done = writeLogs(logs, item.cursor);
      logs = [];
      const { skipped, from, to } = item;
      done = transmit(JSON.stringify({ type: 'gap', skipped, from, to }));
    }
    if (logs.length > 0) done = writeLogs(logs, cursor());
    waiting = [];
    waitingBytes = 0;
    return done;
  };
  const flush = (): Promise<boolean> => {
    if (timer) clearTimeout(timer);
    timer = null;
    return waiting.length > 0 ? writeAll() : Promise.resolve(socket.readyState === socket.OPEN);
  };
  const onTimer = (): void => {
    timer = null;
    // A client that has not taken the last frames gets no new one; what comes meanwhile is counted.
    if (socket.bufferedAmount > limits.maxBufferedBytes / 2) schedule();
    else void flush();
  };
  const schedule = (): void => {
    timer ??= setTimeout(onTimer, limits.frameMs);
  };

  const widen = (time: string): void => {
    const last = waiting.at(-1);
    onSkipped(1);
    if (typeof last !== 'object') {
      waiting.push({ skipped: 1, from: time, to: time, cursor: cursor() });
      return;
    }
    last.skipped++;
    if (time < last.from) last.from = time;
    if (time > last.to) last.to = time;
  };

  return {
    offer(json, time) {
      if (isFull(json.length)) widen(time);
      else {
        waiting.push(json);
        waitingBytes += json.length;
      }
    },
    push(json) {
      waiting.push(json);
      waitingBytes += json.length;
    },
    settle() {
      if (waiting.length === 0) return;
      if (waitingBytes > EARLY_FLUSH_BYTES && socket.bufferedAmount === 0) void flush();
      else schedule();
    },
    addGap(gap) {
      waiting.push({ ...gap, cursor: cursor() });
      onSkipped(gap.skipped);
      schedule();
    },
    flush,
    send(frame) {
      void flush();
      void transmit(JSON.stringify(frame));
    },
    sendCursor() {
      if (cursor() === sentCursor || waiting.length > 0) return;
      void writeLogs([], cursor());
    },
    close() {
      if (timer) clearTimeout(timer);
      timer = null;
      waiting = [];
    },
  };
}
