import { WebSocket } from 'ws';

// biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the server sent
export type Frame = any;

/** A WebSocket client that keeps every frame. */
export interface LiveClient {
  readonly socket: WebSocket;
  readonly frames: readonly Frame[];
  /** Resolves with the first frame so far or to come that passes. */
  frame(test: (frame: Frame) => boolean): Promise<Frame>;
  /** Resolves once everything received so far passes. */
  until(test: (frames: readonly Frame[]) => boolean): Promise<void>;
  send(frame: unknown): void;
  /** Resolves with the close code. */
  readonly closed: Promise<number>;
  close(): Promise<void>;
}

/** Messages of all logs received, in order. */
export function messagesOf(frames: readonly Frame[]): string[] {
  return frames.flatMap((frame) => (frame.type === 'logs' ? frame.logs.map((log: Frame) => log.message) : []));
}

/** The cursor that the client would reconnect with. */
export function lastCursor(frames: readonly Frame[]): string {
  return frames.findLast((frame) => typeof frame.cursor === 'string')?.cursor ?? '';
}

/** Resolves once the connection is open. */
export async function connectLive(url: string, options: object = {}): Promise<LiveClient> {
  const socket = new WebSocket(url.replace(/^http/, 'ws'), options);
  const frames: Frame[] = [];
  const watchers = new Set<() => void>();
  socket.on('message', (data) => {
    frames.push(JSON.parse(data.toString()));
    for (const watch of watchers) watch();
  });
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve());
    socket.once('error', reject);
  });
  socket.on('error', () => {});
  const until: LiveClient['until'] = (test) =>
    new Promise((resolve) => {
      const watch = (): void => {
        if (!test(frames)) return;
        watchers.delete(watch);
        resolve();
      };
      watchers.add(watch);
      watch();
    });
  return {
    socket,
    frames,
    until,
    async frame(test) {
      await until((all) => all.some(test));
      return frames.find(test);
    },
    send: (frame) => socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame)),
    closed,
    async close() {
      socket.terminate();
      await closed;
    },
  };
}
