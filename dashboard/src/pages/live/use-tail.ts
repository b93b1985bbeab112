import { useCallback, useEffect, useRef, useState } from 'react';
import type { LogRecord } from '../../../../core/record.ts';
import { PAGE_SIZE, type SearchAnswer } from '../../api/logs.ts';
import { getJson, withParameters } from '../../api/request.ts';
import { type LiveStatus, openLiveSocket } from '../../lib/live-socket.ts';
import { addGap, addLogs, countSeconds, EMPTY_BUFFER, fillGap, type Gap, type SecondCount } from './tail-buffer.ts';

type Frame =
  | { type: 'logs'; logs: LogRecord[]; cursor: string }
  | { type: 'gap'; skipped: number; from: string; to: string }
  | { type: 'error'; error: { message: string } };

/** All logs between two moments, oldest first. */
async function loadBetween(q: string, { from, to, skipped }: Gap): Promise<LogRecord[]> {
  const logs: LogRecord[] = [];
  let cursor: string | undefined;
  do {
    const question = { q, from, to, order: 'asc', limit: PAGE_SIZE, cursor };
    const answer = await getJson<SearchAnswer>('/api/v1/logs/search', question);
    logs.push(...answer.logs);
    cursor = answer.next_cursor ?? undefined;
  } while (cursor !== undefined && logs.length < skipped * 2 + PAGE_SIZE);
  return logs;
}

/** What comes in from now on, as it comes; frames that arrive together are shown together. */
export function useTail(q: string) {
  const [buffer, setBuffer] = useState(EMPTY_BUFFER);
  const [counts, setCounts] = useState<readonly SecondCount[]>([]);
  const [status, setStatus] = useState<LiveStatus>('connecting');
  const [heardAt, setHeardAt] = useState(Date.now);
  const [fault, setFault] = useState<string | null>(null);
  const cursor = useRef<string | undefined>(undefined);

  useEffect(() => {
    const waiting: Frame[] = [];
    let drawing = 0;
    cursor.current = undefined;
    setBuffer(EMPTY_BUFFER);
    setFault(null);
    const draw = (): void => {
      drawing = 0;
      const frames = waiting.splice(0);
      const logs = frames.flatMap((frame) => (frame.type === 'logs' ? frame.logs : []));
      setBuffer((before) =>
        frames.reduce((known, frame) => {
          if (frame.type === 'logs') return addLogs(known, frame.logs);
          return frame.type === 'gap' ? addGap(known, frame) : known;
        }, before),
      );
      setCounts((before) => countSeconds(before, logs, Date.now()));
      setHeardAt(Date.now());
    };
    const socket = openLiveSocket({
      path: () => withParameters('/ws/logs', { q, cursor: cursor.current }),
      onStatus: setStatus,
      onMessage(message) {
        const frame = message as Frame;
        if (frame.type === 'logs') cursor.current = frame.cursor;
        if (frame.type === 'error') setFault(frame.error.message);
        else waiting.push(frame);
        drawing ||= requestAnimationFrame(draw);
      },
    });
    return () => {
      cancelAnimationFrame(drawing);
      socket.close();
    };
  }, [q]);

  const fill = useCallback(
    async (gap: Gap) => {
      const logs = await loadBetween(q, gap);
      setBuffer((known) => fillGap(known, gap.id, logs));
    },
    [q],
  );
  const clear = useCallback(() => setBuffer(EMPTY_BUFFER), []);
  return { buffer, counts, status, heardAt, fault, fill, clear };
}
