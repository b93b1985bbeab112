/**
 * A WebSocket that comes back by itself: 0.5 s after the first break, at most 15 s later after many, and at once when `connectSockets`
 * is called. Of a connection that is made anew, nothing more is heard.
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

/** Of each socket that comes back, what makes its connection anew at once. */
const sockets = new Set<() => void>();
/** Those whose connection is not known to stand. */
const doubtful = new Set<() => void>();
const watchers = new Set<() => void>();

function tellWatchers(): void {
  for (const watch of watchers) watch();
}

/** Something else says that the server does not answer: a connection to it may be dead without a word, as when its host vanished. */
export function doubtSockets(): void {
  for (const connect of sockets) doubtful.add(connect);
}

/** Something else says that the server is there: whatever has not been connected since it was in doubt, or broke, is so now. */
export function connectSockets(): void {
  for (const connect of [...doubtful]) connect();
}

/** Told whenever a connection breaks, could not be made again, or is back. @returns ends it */
export function watchSockets(onChange: () => void): () => void {
  watchers.add(onChange);
  return () => void watchers.delete(onChange);
}

interface Handlers {
  onOpen(): void;
  onMessage(message: unknown): void;
  onClose(code: number): void;
}

function dial(path: string, { onOpen, onMessage, onClose }: Handlers): WebSocket {
  const url = new URL(path, location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  const socket = new WebSocket(url);
  socket.onopen = onOpen;
  socket.onmessage = ({ data }) => onMessage(JSON.parse(data as string));
  socket.onclose = ({ code }) => onClose(code);
  return socket;
}

/** Ends a connection, or the attempt at one, of which nothing more is heard. */
function hangUp(socket: WebSocket): void {
  socket.onopen = null;
  socket.onmessage = null;
  socket.onclose = null;
  socket.close();
}

function forget(connect: () => void): void {
  sockets.delete(connect);
  doubtful.delete(connect);
}

export function openLiveSocket({ path, onMessage, onStatus }: LiveSocketOptions): LiveSocket {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pauseMs = FIRST_PAUSE_MS;
  let isBroken = false;
  const onOpen = (): void => {
    doubtful.delete(connectNow);
    pauseMs = FIRST_PAUSE_MS;
    onStatus?.('live');
    if (isBroken) tellWatchers();
    isBroken = false;
  };
  const onClose = (code: number): void => {
    const isRefused = code === POLICY_VIOLATION;
    onStatus?.(isRefused ? 'refused' : 'reconnecting');
    if (isRefused) return void forget(connectNow);
    isBroken = true;
    doubtful.add(connectNow);
    timer = setTimeout(connect, pauseMs);
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    tellWatchers();
  };
  const connect = (): void => {
    socket = dial(path(), { onOpen, onMessage, onClose });
  };
  const letGo = (): void => {
    clearTimeout(timer);
    hangUp(socket);
  };
  /** Also in place of an attempt that is under way: into a dead network it can take minutes. */
  const connectNow = (): void => {
    letGo();
    pauseMs = FIRST_PAUSE_MS;
    onStatus?.('reconnecting');
    connect();
  };
  onStatus?.('connecting');
  let socket = dial(path(), { onOpen, onMessage, onClose });
  sockets.add(connectNow);
  doubtful.add(connectNow);
  return {
    close() {
      forget(connectNow);
      letGo();
    },
  };
}
