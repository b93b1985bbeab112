import type { LogRecord } from '../../../../core/record.ts';
import { firstLine } from '../../lib/first-line.ts';

/** What a row of the tail shows of a log. Thousands are held, so nothing else of the log is. */
export interface TailLine
  extends Readonly<Pick<LogRecord, 'id' | 'timestamp' | 'level' | 'category' | 'category_confidence' | 'service'>> {
  readonly kind: 'line';
  readonly text: string;
  readonly moreLines: number;
}

/** A part of a string keeps the whole alive; this does not. */
function detach(text: string): string {
  return JSON.parse(JSON.stringify(text));
}

export function toLine(log: LogRecord): TailLine {
  const { id, timestamp, level, category, category_confidence, service, message } = log;
  const { text, moreLines } = firstLine(message);
  return {
    kind: 'line',
    id,
    timestamp,
    level,
    category,
    category_confidence,
    service,
    text: text.length < message.length ? detach(text) : text,
    moreLines,
  };
}
