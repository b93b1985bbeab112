import { memo } from 'react';
import { LogText } from '../../components/log-text.tsx';
import { CategoryTag, LEVEL_COLOURS, LevelTag } from '../../components/tags.tsx';
import { formatClock, type ZoneChoice } from '../../lib/format-time.ts';
import type { Highlighter } from '../../lib/highlight-terms.ts';
import { strings } from '../../strings/catalogue.ts';
import type { TailLine } from './tail-line.ts';

interface TailRowProps {
  line: TailLine;
  zone: ZoneChoice;
  highlighter: Highlighter;
  isNarrow: boolean;
  isOpen: boolean;
  onOpen(id: string): void;
}

const FRAME =
  'h-full w-full border-s-[3px] px-3 text-start -outline-offset-2 hover:bg-hover aria-pressed:bg-accent-soft';
const ERROR = 'bg-bad-soft/50';

/** One log of the live tail; a press opens its details. */
export const TailRow = memo(function TailRow({ line, zone, highlighter, isNarrow, isOpen, onOpen }: TailRowProps) {
  const { id, timestamp, level, category, category_confidence: confidence, service } = line;
  const clock = <span className="shrink-0 font-mono text-xs text-ink-soft">{formatClock(timestamp, zone)}</span>;
  const message = <Message line={line} highlighter={highlighter} />;
  return (
    <button
      type="button"
      aria-pressed={isOpen}
      onClick={() => onOpen(id)}
      className={`${FRAME} ${level === 'error' || level === 'fatal' ? ERROR : ''} ${isNarrow ? 'flex flex-col justify-center border-b border-b-line' : 'flex items-center gap-3'}`}
      style={{ borderInlineStartColor: LEVEL_COLOURS[level] }}
    >
      {isNarrow ? (
        <>
          <span className="flex w-full items-center gap-2">
            {clock}
            <LevelTag level={level} isBare />
            <span className="min-w-0 truncate text-xs text-ink-soft">{service}</span>
          </span>
          {message}
        </>
      ) : (
        <>
          {clock}
          <span className="w-14 shrink-0">
            <LevelTag level={level} isBare />
          </span>
          <span className="w-28 shrink-0 @max-3xl:hidden">
            <CategoryTag category={category} confidence={confidence} isBare />
          </span>
          <span className="w-32 shrink-0 truncate text-xs @max-3xl:w-20">{service}</span>
          {message}
        </>
      )}
    </button>
  );
});

function Message({ line: { text, moreLines }, highlighter }: Pick<TailRowProps, 'line' | 'highlighter'>) {
  return (
    <span className="flex w-full min-w-0 gap-2 font-mono text-xs">
      <span className="truncate">
        <LogText text={text} marks={highlighter.marksOf(text)} />
      </span>
      {moreLines > 0 && <span className="shrink-0 text-ink-faint">{strings.live.moreLines(String(moreLines))}</span>}
    </span>
  );
}
