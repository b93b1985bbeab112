import { useEffect, useRef, useState } from 'react';
import { formatCount } from '../../lib/format-number.ts';
import { strings } from '../../strings/catalogue.ts';
import { isLost, type TailConnection } from './tail-connection.ts';

const words = strings.live.spoken;
const EVERY_MS = 10_000;

interface TailAnnouncerProps {
  isHeld: boolean;
  status: TailConnection;
  /** Lines that came, and errors among them, since the page was opened or cleared. */
  logs: number;
  errors: number;
}

/** Says what changes to those who do not see it: the view, the connection, and now and then how much is new; never a line. */
export function TailAnnouncer({ isHeld, status, logs, errors }: TailAnnouncerProps) {
  const [text, setText] = useState('');
  const before = useRef({ isHeld, status });
  useEffect(() => {
    const { isHeld: wasHeld, status: last } = before.current;
    before.current = { isHeld, status };
    if (wasHeld !== isHeld) setText(isHeld ? words.held : words.following);
    if (last === 'live' && isLost(status)) setText(words.lost);
    if (isLost(last) && status === 'live') setText(words.back);
  }, [isHeld, status]);
  const now = useRef({ logs, errors });
  now.current = { logs, errors };
  useEffect(() => {
    let said = now.current;
    const timer = setInterval(() => {
      const came = now.current;
      const isCleared = came.logs < said.logs;
      const [newLogs, newErrors] = isCleared
        ? [came.logs, came.errors]
        : [came.logs - said.logs, came.errors - said.errors];
      said = came;
      if (newLogs > 0) setText(words.lines(formatCount(newLogs), formatCount(newErrors)));
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <p role="status" aria-live="polite" className="sr-only">
      {text}
    </p>
  );
}
