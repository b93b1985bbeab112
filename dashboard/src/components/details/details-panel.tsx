import { FileX } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useRecord } from '../../api/record.ts';
import { isMissing } from '../../api/request.ts';
import { usePreference } from '../../lib/preferences.ts';
import { useShortcuts } from '../../lib/shortcuts.ts';
import { MEDIUM, NARROW, useMedia } from '../../lib/use-media.ts';
import { strings } from '../../strings/catalogue.ts';
import { Divider } from '../kit/divider.tsx';
import { EmptyState, ErrorState, Skeleton } from '../kit/states.tsx';
import { DetailsHeader } from './details-header.tsx';
import { DetailsTabs } from './details-tabs.tsx';

const words = strings.details;
const USUAL_WIDTH = 480;
const MIN_WIDTH = 360;
const MAX_WIDTH = 960;

export interface DetailsPanelProps {
  id: string;
  onClose(): void;
  onFilter(field: string, value: string, isExcluded: boolean): void;
  /** To the log after or before it in the list. */
  onStep(direction: 1 | -1): void;
}

/** Everything about one log: beside the list, over it below 1024 px, instead of it below 768 px. */
export function DetailsPanel({ id, onClose, onFilter, onStep }: DetailsPanelProps) {
  const isOver = useMedia(MEDIUM);
  const isFull = useMedia(NARROW);
  const [width, setWidth] = useWidth();
  const frame = useRef<HTMLElement>(null);
  useShortcuts({ Escape: onClose, j: () => onStep(1), k: () => onStep(-1) });
  useEffect(() => {
    if (isFull) frame.current?.focus();
  }, [isFull]);
  const place = isFull
    ? 'fixed inset-0 z-40'
    : isOver
      ? 'absolute inset-y-0 end-0 z-30 shadow-float'
      : 'relative shrink-0';
  return (
    <aside
      ref={frame}
      tabIndex={-1}
      aria-label={words.title}
      className={`flex min-h-0 flex-col border-s border-line bg-surface outline-none ${place}`}
      style={isFull ? undefined : { width, maxWidth: 'calc(100vw - 4rem)' }}
    >
      {!isFull && (
        <Divider
          isBefore
          label={words.width}
          value={width}
          min={MIN_WIDTH}
          max={MAX_WIDTH}
          className="absolute inset-y-0 -start-1 z-20"
          onChange={(next) => setWidth(next)}
          onReset={() => setWidth(null)}
        />
      )}
      <Content id={id} onClose={onClose} onFilter={onFilter} onStep={onStep} />
    </aside>
  );
}

function Content({ id, ...on }: DetailsPanelProps) {
  const { data: record, error, refetch } = useRecord(id);
  if (record) {
    return (
      <>
        <DetailsHeader record={record} onClose={on.onClose} onStep={on.onStep} />
        <DetailsTabs record={record} onFilter={on.onFilter} />
      </>
    );
  }
  return (
    <>
      <DetailsHeader record={null} onClose={on.onClose} onStep={on.onStep} />
      {isMissing(error) ? (
        <EmptyState title={words.gone.title} icon={<FileX size={22} aria-hidden />}>
          <p>{words.gone.why}</p>
        </EmptyState>
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <div role="status" aria-label={strings.common.loading} className="flex flex-col gap-3 p-4">
          <Skeleton className="h-5 w-3/4" />
          <Skeleton className="h-5 w-1/2" />
          <Skeleton className="h-40" />
        </div>
      )}
    </>
  );
}

function useWidth(): [width: number, change: (width: number | null) => void] {
  const [text, change] = usePreference('details-width');
  const width = Number(text);
  const isUsable = text !== null && width >= MIN_WIDTH && width <= MAX_WIDTH;
  return [isUsable ? width : USUAL_WIDTH, (next) => change(next === null ? null : String(next))];
}
