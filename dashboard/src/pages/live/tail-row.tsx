import { memo, useState } from 'react';
import type { LogRecord } from '../../../../core/record.ts';
import { LogText } from '../../components/log-text.tsx';
import { CategoryTag, LEVEL_COLOURS, LevelTag } from '../../components/tags.tsx';
import { firstLine } from '../../lib/first-line.ts';
import { formatCount } from '../../lib/format-number.ts';
import { formatClock, type ZoneChoice } from '../../lib/format-time.ts';
import { findMarks } from '../../lib/text-pieces.ts';
import { strings } from '../../strings/catalogue.ts';
import type { Gap } from './tail-buffer.ts';

const words = strings.live;

interface TailRowProps {
  log: LogRecord;
  zone: ZoneChoice;
  highlight: string;
  isOpen: boolean;
  onOpen(id: string): void;
}

/** One log of the live tail; a press opens its details. */
export const TailRow = memo(function TailRow({ log, zone, highlight, isOpen, onOpen }: TailRowProps) {
  const { id, timestamp, level, category, category_confidence: confidence, service, message } = log;
  const { text } = firstLine(message);
  const marks = highlight === '' ? [] : findMarks(text, highlight, 'hit');
  return (
    <button
      type="button"
      aria-pressed={isOpen}
      onClick={() => onOpen(id)}
      className="flex h-full w-full items-center gap-3 border-s-[3px] px-3 text-start hover:bg-hover aria-pressed:bg-accent-soft"
      style={{ borderInlineStartColor: LEVEL_COLOURS[level] }}
    >
      <span className="shrink-0 font-mono text-xs text-ink-soft">{formatClock(timestamp, zone)}</span>
      <span className="w-14 shrink-0 max-sm:hidden">
        <LevelTag level={level} />
      </span>
      <span className="w-28 shrink-0 max-md:hidden">
        <CategoryTag category={category} confidence={confidence} />
      </span>
      <span className="w-28 shrink-0 truncate text-[13px] max-sm:w-16">{service}</span>
      <span className="min-w-0 grow truncate font-mono text-xs">
        <LogText text={text} marks={marks} />
      </span>
    </button>
  );
});

/** Where lines are missing, with the way to get them. */
export function GapRow({ gap, onFill }: { gap: Gap; onFill(gap: Gap): Promise<void> }) {
  const [isLoading, setLoading] = useState(false);
  const load = (): void => {
    setLoading(true);
    onFill(gap).catch(() => setLoading(false));
  };
  return (
    <div className="flex h-full items-center gap-3 border-s-[3px] border-caution bg-caution-soft px-3 text-xs text-caution">
      <span>{words.skipped(formatCount(gap.skipped))}</span>
      <button type="button" className="underline" disabled={isLoading} onClick={load}>
        {isLoading ? words.loading : words.load}
      </button>
    </div>
  );
}
