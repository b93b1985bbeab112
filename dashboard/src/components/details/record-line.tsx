import { memo, type ReactNode } from 'react';
import type { LogRecord } from '../../../../core/record.ts';
import { firstLine } from '../../lib/first-line.ts';
import { formatClock, formatFull, type ZoneChoice } from '../../lib/format-time.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { LogText } from '../log-text.tsx';
import { LEVEL_COLOURS } from '../tags.tsx';

interface RecordLineProps {
  record: LogRecord;
  zone: ZoneChoice;
  /** The log that the panel shows. */
  isCurrent: boolean;
  /** In place of the service; null leaves it out. */
  aside?: ReactNode;
  onOpen(id: string): void;
}

const MOST_SHOWN = 300;

/** A log in a list of the panel; a press opens it. */
export const RecordLine = memo(function RecordLine({ record, zone, isCurrent, aside, onOpen }: RecordLineProps) {
  const { id, timestamp, level, service, message } = record;
  return (
    <li>
      <button
        type="button"
        data-current={isCurrent || undefined}
        aria-current={isCurrent || undefined}
        className={`relative flex min-h-7 w-full items-baseline gap-x-2 py-1 pe-3 ps-4 text-start text-xs ${aside === null ? '' : 'max-sm:flex-wrap'} outline-offset-[-2px] hover:bg-hover aria-current:bg-accent-soft`}
        onClick={() => onOpen(id)}
      >
        <span aria-hidden className="absolute inset-y-0 start-0 w-[3px]" style={{ background: LEVEL_COLOURS[level] }} />
        <span className="sr-only">{level}</span>
        <time dateTime={timestamp} title={formatFull(timestamp, zone)} className="shrink-0 font-mono text-ink-soft">
          {formatClock(timestamp, zone)}
        </time>
        {aside !== null && (
          <span className="truncate text-ink-soft max-sm:min-w-0 max-sm:flex-1 sm:w-20 sm:shrink-0">
            {aside ?? visibleText(service)}
          </span>
        )}
        <span
          className={`min-w-0 grow truncate whitespace-pre font-mono text-ink ${aside === null ? '' : 'max-sm:basis-full'}`}
        >
          <LogText text={firstLine(message, MOST_SHOWN).text} />
        </span>
      </button>
    </li>
  );
});
