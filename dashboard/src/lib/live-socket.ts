/**
 * A WebSocket that comes back by itself: 0.5 s after the first break, at most 15 s later after many, and at once when `connectSockets`
 * is called.
 */
export interface LiveSocket {
  /** Ends it for good. Idempotent. */
  close(): void;
}

/** `refused`: what was asked for is wrong, and asking again would not help. */
export type LiveStatus = 'connecting' | 'live' | 'reconnecting' | 'refused';

export interface LiveSocketOptions {
  /** Path with parameters, asked anew before each connection: it can carry the last cursor. */
  path(): string;
  onMessage(message: unknown): void;
  onStatus?(status: LiveStatus): void;
}

/** RFC 6455, 7.4.1. */
const POLICY_VIOLATION = 1008;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;

/** Of each socket whose connection broke, what makes it anew without waiting. */
const broken = new Set<() => void>();
const watchers = new Set<() => void>();

function tellWatchers(): void {
  for (const watch of watchers) watch();
}

/** Something else says that the server is there: what waits for its next attempt makes it now. */
export function connectSockets(): void {
  for (const connect of [...broken]) connect();
}

/** Told whenever a connection breaks, could not be made again, or is back. @returns ends it */
export function watchSockets(onChange: () => void): () => void {
  watchers.add(onChange);
  return () => void watchers.delete(onChange);
}

function dial(path: string): WebSocket {
  const url = new URL(path, location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return new WebSocket(url);
}

/** Ends a connection, or the attempt at one, of which nothing more is heard. */
function hangUp(socket: WebSocket): void {
  socket.onopen = null;
  socket.onmessage = null;
  socket.onclose = null;
  socket.close();
}

export function openLiveSocket({ path, onMessage, onStatus }: LiveSocketOptions): LiveSocket {
  let socket: WebSocket;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pauseMs = FIRST_PAUSE_MS;

  const connect = (): void => {
    socket = dial(path());
    socket.onopen = () => {
      const isBack = broken.delete(connectNow);
      pauseMs = FIRST_PAUSE_MS;
      onStatus?.('live');
      if (isBack) tellWatchers();
    };
    socket.onmessage = ({ data }) => onMessage(JSON.parse(data as string));
    socket.onclose = ({ code }) => {
      const isRefused = code === POLICY_VIOLATION;
      onStatus?.(isRefused ? 'refused' : 'reconnecting');
      if (isRefused) return void broken.delete(connectNow);
      broken.add(connectNow);
      timer = setTimeout(connect, pauseMs);
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
      tellWatchers();
    };
  };
  const letGo = (): void => {
    clearTimeout(timer);
    hangUp(socket);
  };
  /** Also in place of an attempt that is under way: into a dead network it can take minutes. */
  const connectNow = (): void => {
    letGo();
    pauseMs = FIRST_PAUSE_MS;
    connect();
  };
  onStatus?.('connecting');
  connect();
  return {
    close() {
      broken.delete(connectNow);
      letGo();
    },
  };
}
