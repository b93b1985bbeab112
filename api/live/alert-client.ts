import type { WebSocket } from 'ws';
import type { LiveLimits } from '../options.ts';
import type { AlertFeed } from './alert-feed.ts';
import type { LiveClient } from './log-client.ts';
import { errorFrame } from './outbox.ts';

export interface AlertClientOptions {
  socket: WebSocket;
  feed: AlertFeed;
  limits: Pick<LiveLimits, 'maxBufferedBytes'>;
}

/** Tells one client of every change of an alert; one that is too slow for so few frames is cut off. */
export function createAlertClient({ socket, feed, limits }: AlertClientOptions): LiveClient {
  let leave: (() => void) | null = null;
  let closed = false;
  feed
    .join((alert) => {
      if (socket.bufferedAmount > limits.maxBufferedBytes) socket.terminate();
      else socket.send(JSON.stringify({ type: 'alert', alert }));
    })
    .then((end) => {
      if (closed) end();
      else leave = end;
      socket.send(JSON.stringify({ type: 'ready' }));
    })
    .catch((error) => {
      socket.send(JSON.stringify(errorFrame(error)));
      socket.close(1011);
    });
  return {
    receive() {},
    refresh() {},
    close() {
      closed = true;
      leave?.();
    },
  };
}
