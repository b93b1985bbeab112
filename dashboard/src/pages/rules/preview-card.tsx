import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import type { TrendsAnswer } from '../../api/logs.ts';
import { getJson } from '../../api/request.ts';
import { Card } from '../../components/kit/card.tsx';
import { EmptyState, ErrorState, Skeleton } from '../../components/kit/states.tsx';
import { WindowChart } from '../../components/window-chart.tsx';
import { formatCount } from '../../lib/format-number.ts';
import { formatFull } from '../../lib/format-time.ts';
import { useZone } from '../../lib/screen-state.ts';
import { strings } from '../../strings/catalogue.ts';
import type { RuleDraft } from './rule-draft.ts';
import { countFirings, stretchesOf, thresholdInLogs } from './rule-preview.ts';

const words = strings.rules.preview;

/** The logs of each window of the last day. */
function useWindows(q: string, window: string) {
  return useQuery({
    queryKey: ['windows', q, window],
    async queryFn({ signal }) {
      const asked = stretchesOf(window, Date.now()).map((stretch) =>
        getJson<TrendsAnswer>('/api/v1/logs/trends', { q, ...stretch, interval: window, by: 'level' }, signal),
      );
      return (await Promise.all(asked)).flatMap(({ buckets }) => buckets);
    },
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}

export function PreviewCard({ draft }: { draft: RuleDraft }) {
  const [zone] = useZone();
  const q = useDeferredValue(draft.query);
  const window = useDeferredValue(draft.window);
  const { data, error } = useWindows(q, window);
  const total = data?.reduce((sum, bucket) => sum + bucket.total, 0) ?? 0;
  const threshold = thresholdInLogs(draft);
  const fired =
    data &&
    countFirings(
      draft,
      data.map((bucket) => bucket.total),
    );
  return (
    <Card title={strings.rules.sections.preview}>
      {!data && !error && <Skeleton className="h-48 w-full" />}
      {error && <ErrorState error={error} />}
      {!error && data && total === 0 && <EmptyState title={words.empty} />}
      {!error && data && total > 0 && (
        <WindowChart
          buckets={data}
          label={words.chart(formatCount(total))}
          {...(threshold !== null && { threshold })}
          ends={[
            formatFull(data[0]?.time ?? 0, zone).slice(0, 16),
            formatFull(data.at(-1)?.time ?? 0, zone).slice(0, 16),
          ]}
        />
      )}
      <p className="mt-3 text-[13px] font-medium">
        {fired === null || fired === undefined ? words.unknown : words.fired(fired)}
      </p>
      <p className="mt-1 text-xs text-ink-soft">
        {words.says} {threshold === null ? words.noLine : words.line}
      </p>
    </Card>
  );
}
