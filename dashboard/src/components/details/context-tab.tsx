import { type RefObject, useLayoutEffect, useRef } from 'react';
import type { LogRecord } from '../../../../core/record.ts';
import { type ContextScope, useContextOf } from '../../api/record.ts';
import { usePreference } from '../../lib/preferences.ts';
import { useScreenState, useZone } from '../../lib/screen-state.ts';
import { useStable } from '../../lib/use-stable.ts';
import { strings } from '../../strings/catalogue.ts';
import { Button } from '../kit/button.tsx';
import { Select } from '../kit/field.tsx';
import { ErrorState, Skeleton } from '../kit/states.tsx';
import { RecordLine } from './record-line.tsx';

const words = strings.details.context;
const FIELD_OF = { service: 'service', host: 'host', trace: 'trace_id' } as const;
const SCOPES: readonly ContextScope[] = ['service', 'host', 'trace', 'all'];

/** The logs right before and after one, in the order of their time. */
export function ContextTab({ record }: { record: LogRecord }) {
  const [remembered, remember] = usePreference('context-scope');
  const scopes = SCOPES.filter((scope) => scope === 'all' || record[FIELD_OF[scope]] !== undefined);
  const scope = scopes.find((name) => name === remembered) ?? 'service';
  return (
    <>
      <div className="flex h-12 shrink-0 items-center gap-3 border-b border-line px-4">
        <Select
          aria-label={words.scope}
          value={scope}
          className="max-w-44"
          onChange={({ target }) => remember(target.value)}
        >
          {scopes.map((name) => (
            <option key={name} value={name}>
              {words.scopes[name]}
            </option>
          ))}
        </Select>
      </div>
      <Neighbours key={scope} id={record.id} scope={scope} />
    </>
  );
}

function Neighbours({ id, scope }: { id: string; scope: ContextScope }) {
  const context = useContextOf(id, scope);
  const [zone] = useZone();
  const [, change] = useScreenState();
  const { onOpen } = useStable({ onOpen: (next: string) => change({ id: next }) });
  const scroller = useRef<HTMLDivElement>(null);
  const filler = useRef<HTMLDivElement>(null);
  const records = context.data;
  useSteadyAnchor(scroller, filler, records);
  if (context.isError && !records) return <ErrorState error={context.error} onRetry={() => void context.refetch()} />;
  if (!records) return <LoadingLines />;
  return (
    <div ref={scroller} className="relative min-h-0 grow overflow-auto [overflow-anchor:none]">
      <More
        hasMore={context.hasPreviousPage}
        isLoading={context.isFetchingPreviousPage}
        label={words.before}
        nothing={words.first}
        isBusy={context.isFetching}
        onMore={() => void context.fetchPreviousPage()}
      />
      <ul>
        {records.map((record) => (
          <RecordLine
            key={record.id}
            record={record}
            zone={zone}
            isCurrent={record.id === id}
            // of one service all are
            aside={scope === 'service' ? null : undefined}
            onOpen={onOpen}
          />
        ))}
      </ul>
      <More
        hasMore={context.hasNextPage}
        isLoading={context.isFetchingNextPage}
        label={words.after}
        nothing={words.last}
        isBusy={context.isFetching}
        onMore={() => void context.fetchNextPage()}
      />
      <div ref={filler} aria-hidden />
    </div>
  );
}

export function LoadingLines() {
  return (
    <div role="status" aria-label={strings.common.loading} className="flex flex-col gap-2.5 p-4">
      {['w-4/5', 'w-3/5', 'w-11/12', 'w-2/3', 'w-3/4', 'w-1/2'].map((width) => (
        <Skeleton key={width} className={`h-3.5 ${width}`} />
      ))}
    </div>
  );
}

interface MoreProps {
  hasMore: boolean;
  isLoading: boolean;
  /** One side at a time: to ask for the other would end what is on its way. */
  isBusy: boolean;
  label: string;
  nothing: string;
  onMore(): void;
}

function More({ hasMore, isLoading, isBusy, label, nothing, onMore }: MoreProps) {
  return (
    <div className="flex h-11 items-center justify-center text-xs text-ink-faint">
      {hasMore ? (
        <Button look="ghost" disabled={isBusy} onClick={onMore}>
          {isLoading ? words.loading : label}
        </Button>
      ) : (
        nothing
      )}
    </div>
  );
}

/**
 * Keeps the log itself where it is on the screen while others come before or after it; at first it is in the middle. Where too
 * few rows follow for that, `filler` makes room below them.
 */
function useSteadyAnchor(
  scroller: RefObject<HTMLElement | null>,
  filler: RefObject<HTMLElement | null>,
  records: readonly LogRecord[] | undefined,
): void {
  const before = useRef<number | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only other rows can move it
  useLayoutEffect(() => {
    const frame = scroller.current;
    const anchor = frame?.querySelector<HTMLElement>('[data-current]');
    if (!frame || !anchor || !filler.current) return;
    const { offsetTop } = anchor;
    const isFirst = before.current === null;
    const wanted = isFirst ? offsetTop - frame.clientHeight / 2 : frame.scrollTop + offsetTop - (before.current ?? 0);
    const rowsEnd = filler.current.offsetTop;
    // at first the end of the rows may stand at the end of the frame
    if (!isFirst) filler.current.style.height = `${Math.max(0, wanted + frame.clientHeight - rowsEnd)}px`;
    frame.scrollTop = wanted;
    before.current = offsetTop;
  }, [records]);
}
