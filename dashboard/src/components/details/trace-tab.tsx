import { useTrace } from '../../api/record.ts';
import { formatCount, formatDuration } from '../../lib/format-number.ts';
import { useScreenState, useZone } from '../../lib/screen-state.ts';
import { useStable } from '../../lib/use-stable.ts';
import { strings } from '../../strings/catalogue.ts';
import { Button } from '../kit/button.tsx';
import { ErrorState } from '../kit/states.tsx';
import { LoadingLines } from './context-tab.tsx';
import { RecordLine } from './record-line.tsx';

const words = strings.details.trace;

/** All logs of the same trace, oldest first, with how long after the first they came. */
export function TraceTab({ traceId, openId }: { traceId: string; openId: string }) {
  const trace = useTrace(traceId);
  const [zone] = useZone();
  const [, change] = useScreenState();
  const { onOpen } = useStable({ onOpen: (id: string) => change({ id }) });
  if (trace.isError) return <ErrorState error={trace.error} onRetry={() => void trace.refetch()} />;
  if (!trace.data) return <LoadingLines />;
  const records = trace.data.pages.flatMap(({ logs }) => logs);
  const total = trace.data.pages[0]?.total.value ?? records.length;
  const begin = Date.parse(records[0]?.timestamp ?? '');
  return (
    <div className="min-h-0 grow overflow-auto pb-4">
      <p className="px-4 py-3 text-xs text-ink-faint">{words.lines(formatCount(total))}</p>
      <ul>
        {records.map((record) => (
          <RecordLine
            key={record.id}
            record={record}
            zone={zone}
            isCurrent={record.id === openId}
            aside={`+${formatDuration(Date.parse(record.timestamp) - begin)} ${record.service}`}
            onOpen={onOpen}
          />
        ))}
      </ul>
      {trace.hasNextPage && (
        <Button
          look="ghost"
          className="mx-4 mt-2"
          disabled={trace.isFetchingNextPage}
          onClick={() => void trace.fetchNextPage()}
        >
          {words.more}
        </Button>
      )}
    </div>
  );
}
