import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Button } from '../../components/kit/button.tsx';
import { formatCount } from '../../lib/format-number.ts';
import type { ZoneChoice } from '../../lib/format-time.ts';
import { useShortcuts } from '../../lib/shortcuts.ts';
import { strings } from '../../strings/catalogue.ts';
import type { Gap, TailBuffer } from './tail-buffer.ts';
import { GapRow, TailRow } from './tail-row.tsx';

const ROW_PX = 24;
const EDGE_PX = 40;

interface TailListProps {
  buffer: TailBuffer;
  isPaused: boolean;
  zone: ZoneChoice;
  highlight: string;
  openId: string | null;
  onOpen(id: string): void;
  onFill(gap: Gap): Promise<void>;
  onGoOn(): void;
}

/** The buffer that is shown: while the view is paused or looked back into, the one of that moment. */
function useShown(buffer: TailBuffer, isHeld: boolean): TailBuffer {
  const [held, setHeld] = useState(buffer);
  useEffect(() => {
    if (!isHeld) setHeld(buffer);
  }, [buffer, isHeld]);
  return isHeld ? held : buffer;
}

/** The lines, newest at the bottom. It follows them only while the bottom is in view. */
export function TailList({ buffer, isPaused, zone, highlight, openId, onOpen, onFill, onGoOn }: TailListProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [isAtEdge, setAtEdge] = useState(true);
  const isHeld = isPaused || !isAtEdge;
  const { entries, dropped } = useShown(buffer, isHeld);
  const newCount = buffer.dropped + buffer.entries.length - dropped - entries.length;
  const rows = useVirtualizer({
    count: entries.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => entries[index]?.id ?? index,
    overscan: 30,
  });
  useLayoutEffect(() => {
    if (!isHeld && entries.length > 0) rows.scrollToIndex(entries.length - 1, { align: 'end' });
  }, [entries, isHeld, rows]);
  const jump = (): void => {
    setAtEdge(true);
    onGoOn();
  };
  useShortcuts({ End: jump });
  return (
    <div className="relative min-h-0 grow">
      <div
        ref={frame}
        role="log"
        aria-label={strings.live.list}
        aria-live="off"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
        tabIndex={0}
        className="absolute inset-0 overflow-auto bg-surface"
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) =>
          setAtEdge(scrollHeight - scrollTop - clientHeight < EDGE_PX)
        }
      >
        <div className="relative" style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map(({ key, index, start }) => {
            const entry = entries[index];
            return (
              <div
                key={key}
                className="absolute inset-x-0 top-0"
                style={{ height: ROW_PX, transform: `translateY(${start}px)` }}
              >
                {entry?.kind === 'log' && (
                  <TailRow
                    log={entry.log}
                    zone={zone}
                    highlight={highlight}
                    isOpen={entry.id === openId}
                    onOpen={onOpen}
                  />
                )}
                {entry?.kind === 'gap' && <GapRow gap={entry} onFill={onFill} />}
              </div>
            );
          })}
        </div>
      </div>
      {isHeld && newCount > 0 && (
        <Button
          look="primary"
          icon={<ArrowDown size={14} aria-hidden />}
          onClick={jump}
          className="absolute start-1/2 bottom-4 -translate-x-1/2 rounded-full shadow-float"
        >
          {strings.live.isNew(formatCount(newCount))}
        </Button>
      )}
    </div>
  );
}
