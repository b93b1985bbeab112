import { ArrowDown } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { Button } from '../../components/kit/button.tsx';
import { formatCount } from '../../lib/format-number.ts';
import type { ZoneChoice } from '../../lib/format-time.ts';
import type { Highlighter } from '../../lib/highlight-terms.ts';
import { useShortcuts } from '../../lib/shortcuts.ts';
import { NARROW, useMedia } from '../../lib/use-media.ts';
import { strings } from '../../strings/catalogue.ts';
import { GapRow } from './gap-row.tsx';
import type { Gap, TailEntry } from './tail-buffer.ts';
import { TailRow } from './tail-row.tsx';
import { useRowWindow } from './use-row-window.ts';

const ROW_PX = 24;
/** Too narrow for columns, a log has two lines. */
const NARROW_ROW_PX = 44;

interface TailListProps {
  entries: readonly TailEntry[];
  isHeld: boolean;
  /** Lines that came while the view was held. */
  newCount: number;
  zone: ZoneChoice;
  highlighter: Highlighter;
  openId: string | null;
  /** Said in place of lines when there are none. */
  empty: ReactNode;
  onOpen(id: string): void;
  onFill(gap: Gap): Promise<void>;
  /** The view came to the newest line, or left it. */
  onEdge(isAtEdge: boolean): void;
  /** Somebody looks at a line by keyboard. */
  onHold(): void;
  onGoOn(): void;
}

/** The lines, newest at the bottom. It follows them until the view is held. */
export function TailList(props: TailListProps) {
  const { entries, isHeld, newCount, zone, highlighter, openId, empty, onOpen, onFill, onEdge, onHold, onGoOn } = props;
  const frame = useRef<HTMLDivElement>(null);
  const isNarrow = useMedia(NARROW);
  const rowPx = isNarrow ? NARROW_ROW_PX : ROW_PX;
  const { first, end, onScroll } = useRowWindow({
    frame,
    count: entries.length,
    rowPx,
    isFollowing: !isHeld,
    onEdge,
  });
  useShortcuts({ End: onGoOn });
  return (
    <div className="relative min-h-0 min-w-0 grow">
      <div
        ref={frame}
        role="log"
        aria-label={strings.live.list}
        aria-live="off"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
        tabIndex={0}
        className="@container absolute inset-0 overflow-x-hidden overflow-y-auto bg-surface -outline-offset-2 [overflow-anchor:none]"
        onScroll={onScroll}
        onFocus={({ target, currentTarget }) => {
          if (target !== currentTarget && target.matches(':focus-visible')) onHold();
        }}
      >
        {entries.length === 0 && empty}
        <div style={{ height: entries.length * rowPx }}>
          <div style={{ transform: `translateY(${first * rowPx}px)` }}>
            {entries.slice(first, end).map((entry) => (
              <div key={entry.id} style={{ height: rowPx }}>
                {entry.kind === 'gap' ? (
                  <GapRow gap={entry} onFill={onFill} />
                ) : (
                  <TailRow
                    line={entry}
                    zone={zone}
                    highlighter={highlighter}
                    isNarrow={isNarrow}
                    isOpen={entry.id === openId}
                    onOpen={onOpen}
                  />
                )}
              </div>
            ))}
          </div>
        </div>
      </div>
      {isHeld && newCount > 0 && (
        <Button
          look="primary"
          icon={<ArrowDown size={14} aria-hidden />}
          onClick={onGoOn}
          className="absolute start-1/2 bottom-4 -translate-x-1/2 rounded-full! shadow-float"
        >
          {strings.live.isNew(formatCount(newCount))}
        </Button>
      )}
    </div>
  );
}
