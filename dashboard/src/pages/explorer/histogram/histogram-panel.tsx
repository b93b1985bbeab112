import { ChartColumn, Table2, ZoomOut } from 'lucide-react';
import { useMemo, useState } from 'react';
import { type LogsQuestion, useTrends } from '../../../api/logs.ts';
import { isQueryFault } from '../../../api/request.ts';
import { PlotOver } from '../../../components/chart/plot-over.tsx';
import { Button, IconButton } from '../../../components/kit/button.tsx';
import { Skeleton } from '../../../components/kit/states.tsx';
import { useZone } from '../../../lib/screen-state.ts';
import type { TimeRange } from '../../../lib/time-range.ts';
import { strings } from '../../../strings/catalogue.ts';
import { BarLayer } from './bar-layer.tsx';
import { buildHistogram, rangeOfBars, type Split, widerRange } from './build-histogram.ts';
import { HISTOGRAM_ROOM, HistogramChart } from './histogram-chart.tsx';
import { HistogramTable } from './histogram-table.tsx';
import { Legend } from './legend.tsx';
import { SplitSwitch } from './split-switch.tsx';

const words = strings.explorer.histogram;

interface HistogramPanelProps {
  question: LogsQuestion;
  by: Split;
  onSplit(by: Split): void;
  onRange(range: TimeRange): void;
  onFilter(field: string, value: string): void;
}

function useHistogram(question: LogsQuestion, by: Split) {
  const { data, dataUpdatedAt, isPlaceholderData, error, refetch } = useTrends(question, by);
  const { from, to } = question;
  const shown = useMemo(
    () =>
      data && {
        histogram: buildHistogram(data, { from, to }, dataUpdatedAt || Date.now()),
        interval: data.interval,
        isOld: isPlaceholderData,
      },
    [data, dataUpdatedAt, from, to, isPlaceholderData],
  );
  return { shown, error, retry: () => void refetch() };
}

/** Logs over time: drag to zoom in, press twice to zoom out. */
export function HistogramPanel({ question, by, onSplit, onRange, onFilter }: HistogramPanelProps) {
  const [isTable, setTable] = useState(false);
  const [zone] = useZone();
  const { shown, error, retry } = useHistogram(question, by);
  const zoomOut = (): void => onRange(widerRange(question, Date.now()));
  const zoom = (first: number, last: number): void => {
    if (shown) onRange(rangeOfBars(shown.histogram, first, last, question, Date.now()));
  };
  return (
    <section aria-label={words.title} className="@container shrink-0 border-b border-line px-3 pt-1.5 pb-1.5">
      <div className="flex min-h-8 flex-wrap items-center gap-x-3">
        {shown && <Legend histogram={shown.histogram} by={by} onFilter={onFilter} />}
        <span className="flex shrink-0 items-center gap-1 @2xl:ms-auto">
          {shown && <span className="me-1 text-xs text-ink-faint max-2xl:hidden">{words.perBar(shown.interval)}</span>}
          <SplitSwitch by={by} onSplit={onSplit} />
          <IconButton label={words.zoomOut} icon={<ZoomOut size={15} aria-hidden />} onClick={zoomOut} />
          <IconButton
            label={isTable ? strings.common.showAsChart : strings.common.showAsTable}
            icon={isTable ? <ChartColumn size={15} aria-hidden /> : <Table2 size={15} aria-hidden />}
            onClick={() => setTable(!isTable)}
          />
        </span>
      </div>
      {shown && isTable ? (
        <HistogramTable histogram={shown.histogram} zone={zone} />
      ) : (
        <div
          className={`relative h-16 transition-opacity delay-150 md:h-24 md:@max-2xl:h-18 ${shown?.isOld ? 'opacity-60' : ''}`}
        >
          {shown ? (
            <>
              <HistogramChart histogram={shown.histogram} zone={zone} />
              <PlotOver room={HISTOGRAM_ROOM}>
                <BarLayer histogram={shown.histogram} zone={zone} onZoom={zoom} onZoomOut={zoomOut} />
              </PlotOver>
            </>
          ) : (
            <Missing error={error} onRetry={retry} />
          )}
        </div>
      )}
    </section>
  );
}

/** No bars: still to come, or not to be had. */
function Missing({ error, onRetry }: { error: Error | null; onRetry(): void }) {
  if (error === null) return <Skeleton className="h-full" />;
  return (
    <div className="flex h-full items-center justify-center gap-3 rounded-lg bg-sunken text-[13px] text-ink-soft">
      {!isQueryFault(error) && (
        <>
          <p className="truncate">{words.failed(error.message)}</p>
          <Button onClick={onRetry}>{strings.common.retry}</Button>
        </>
      )}
    </div>
  );
}
