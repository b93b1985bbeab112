import type { ErrorCode } from '../../core/errors.ts';

/** What the live feed says; `open` stands for the connection itself. */
export type Frame =
  | { type: 'open' }
  | { type: 'logs'; logs: Readonly<Record<string, unknown>>[]; cursor: string }
  | { type: 'gap'; skipped: number }
  | { type: 'error'; error: { code: ErrorCode; message: string } };

export interface FeedStart {
  q: string;
  /** Where a former feed stood. */
  cursor: string | undefined;
}

/** A reader that lets more frames wait asks the server to hold back, and to go on from there later. */
const MANY = 200;

/** The frames of one connection, ending when it closes for whatever reason. Leaving the loop closes it. */
export async function* openFeed(url: string, { q, cursor }: FeedStart): AsyncGenerator<Frame> {
  const address = new URL(`${url}/ws/logs`);
  address.protocol = address.protocol.replace('http', 'ws');
  if (q !== '') address.searchParams.set('q', q);
  if (cursor !== undefined) address.searchParams.set('cursor', cursor);
  const socket = new WebSocket(address);
  const waiting: (Frame | 'end')[] = [];
  let isPaused = false;
  let wake = (): void => {};
  const put = (frame: Frame | 'end'): void => {
    waiting.push(frame);
    wake();
    if (waiting.length < MANY || isPaused) return;
    isPaused = true;
    socket.send('{"type":"pause"}');
  };
  socket.onopen = () => put({ type: 'open' });
  socket.onmessage = ({ data }) => put(JSON.parse(String(data)) as Frame);
  socket.onclose = () => put('end');
  try {
    for (;;) {
      const frame = waiting.shift();
      if (frame === 'end') return;
      if (frame !== undefined) {
        yield frame;
        continue;
      }
      if (isPaused) {
        isPaused = false;
        if (socket.readyState === WebSocket.OPEN) socket.send('{"type":"resume"}');
      }
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    socket.close();
  }
}
