// biome-ignore-all lint/a11y/useSemanticElements: the rows are placed one by one, which a table does not allow
// biome-ignore-all lint/a11y/useFocusableInteractive: a row that is not there yet has nothing to focus
import { formatCount } from '../../lib/format-number.ts';
import { strings } from '../../strings/catalogue.ts';
import { Button } from '../kit/button.tsx';
import { Skeleton } from '../kit/states.tsx';

const words = strings.results;
const WIDTHS = ['w-3/5', 'w-4/5', 'w-2/5', 'w-3/4', 'w-1/2', 'w-2/3'];

/** Rows to be, while the first page is on its way. */
export function LoadingRows({ rowHeight }: { rowHeight: number }) {
  return (
    <div role="status" aria-label={strings.common.loading} className="flex min-h-0 grow flex-col overflow-hidden">
      {Array.from({ length: 24 }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all the same and stay where they are
        <div key={index} className="flex shrink-0 items-center gap-4 px-4" style={{ height: rowHeight }}>
          <Skeleton className="h-2.5 w-20 shrink-0" />
          <Skeleton className="h-2.5 w-14 shrink-0" />
          <Skeleton className={`h-2.5 ${WIDTHS[index % WIDTHS.length]}`} />
        </div>
      ))}
    </div>
  );
}

interface RowToComeProps {
  index: number;
  top: number;
  height: number;
}

/** In place of a row that is out of memory, until it is there again. */
export function RowToCome({ index, top, height }: RowToComeProps) {
  return (
    <div
      role="row"
      data-index={index}
      aria-rowindex={index + 2}
      aria-busy
      className="absolute inset-x-0 top-0 flex items-center gap-4 overflow-hidden border-b border-line/60 px-4"
      style={{ transform: `translateY(${top}px)`, height }}
    >
      <span role="gridcell" className="sr-only">
        {strings.common.loading}
      </span>
      <Skeleton className="h-2.5 w-20 shrink-0" />
      <Skeleton className="h-2.5 w-14 shrink-0" />
      <Skeleton className={`h-2.5 ${WIDTHS[index % WIDTHS.length]}`} />
    </div>
  );
}

interface EndOfRowsProps {
  count: number;
  isLoading: boolean;
  hasMore: boolean;
  hasFailed: boolean;
  onRetry(): void;
}

/** Below the last row: that more comes, that it failed, or that this was all. */
export function EndOfRows({ count, isLoading, hasMore, hasFailed, onRetry }: EndOfRowsProps) {
  return (
    <div
      role="status"
      className="sticky start-0 flex h-11 w-full items-center justify-center gap-3 text-xs text-ink-faint"
    >
      {hasFailed ? (
        <>
          <span className="text-bad">{words.moreFailed}</span>
          {isLoading ? <span>{words.tryingAgain}</span> : <Button onClick={onRetry}>{strings.common.retry}</Button>}
        </>
      ) : (
        <span>{hasMore || isLoading ? words.loadingMore : words.end(formatCount(count))}</span>
      )}
    </div>
  );
}
