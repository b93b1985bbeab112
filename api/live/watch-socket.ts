import type { WebSocket } from 'ws';
import type { LiveLimits } from '../options.ts';

const CHECK_MS = 1_000;
const MAX_MESSAGES_A_CHECK = 50;

export interface SocketWatch {
  /** Counts a frame of the client; false when it sends too many. */
  countMessage(): boolean;
  stop(): void;
}

/** Pings a client, and cuts it off when it does not answer, or takes nothing of what waits for it for too long. */
export function watchSocket(
  socket: WebSocket,
  limits: Pick<LiveLimits, 'pingMs' | 'stuckMs'>,
  onPing: () => void,
): SocketWatch {
  let isAlive = true;
  let messages = 0;
  let waiting = 0;
  let stuckSince: number | null = null;
  socket.on('pong', () => {
    isAlive = true;
  });

  const ping = (): void => {
    if (!isAlive) {
      socket.terminate();
      return;
    }
    isAlive = false;
    socket.ping();
    onPing();
  };
  const check = (): void => {
    messages = 0;
    const before = waiting;
    waiting = socket.bufferedAmount;
    if (waiting === 0 || waiting < before) stuckSince = null;
    else stuckSince ??= performance.now();
    if (stuckSince !== null && performance.now() - stuckSince > limits.stuckMs) socket.terminate();
  };
  const timers = [setInterval(ping, limits.pingMs), setInterval(check, Math.min(CHECK_MS, limits.stuckMs))];
  return {
    countMessage: () => ++messages <= MAX_MESSAGES_A_CHECK,
    stop() {
      for (const timer of timers) clearInterval(timer);
    },
  };
}
