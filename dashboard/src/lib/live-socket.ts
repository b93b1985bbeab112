/** A WebSocket that comes back by itself: 0.5 s after the first break, at most 15 s later after many. */
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

export function openLiveSocket({ path, onMessage, onStatus }: LiveSocketOptions): LiveSocket {
  let socket: WebSocket | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pauseMs = FIRST_PAUSE_MS;
  let isClosed = false;

  const connect = (): void => {
    const url = new URL(path(), location.href);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    socket = new WebSocket(url);
    socket.onopen = () => {
      pauseMs = FIRST_PAUSE_MS;
      onStatus?.('live');
    };
    socket.onmessage = ({ data }) => onMessage(JSON.parse(data as string));
    socket.onclose = ({ code }) => {
      if (isClosed) return;
      if (code === POLICY_VIOLATION) return onStatus?.('refused');
      onStatus?.('reconnecting');
      timer = setTimeout(connect, pauseMs);
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    };
  };
  const connectNow = (): void => {
    if (isClosed || socket?.readyState !== WebSocket.CLOSED) return;
    clearTimeout(timer);
    connect();
  };
  addEventListener('online', connectNow);
  onStatus?.('connecting');
  connect();
  return {
    close() {
      isClosed = true;
      clearTimeout(timer);
      removeEventListener('online', connectNow);
      socket?.close();
    },
  };
}
