import { Activity, BellPlus, ListFilter, PanelLeft } from 'lucide-react';
import { useNavigate } from 'react-router';
import { type SearchAnswer, useSearch, useTrends } from '../../../api/logs.ts';
import { IconButton } from '../../../components/kit/button.tsx';
import { useLinkTo } from '../../../lib/screen-state.ts';
import { strings } from '../../../strings/catalogue.ts';
import type { Explorer } from '../use-explorer.ts';
import { ExportMenu } from './export-menu.tsx';
import { OrderSwitch } from './order-switch.tsx';
import { ResultLine, type ResultSummary } from './result-line.tsx';
import { ShareMenu } from './share-menu.tsx';
import { ToolButton } from './tool-button.tsx';
import { addressOf } from './views.ts';
import { ViewsMenu } from './views-menu.tsx';

const words = strings.explorer;

interface ToolbarProps {
  explorer: Explorer;
  isSideOpen: boolean;
  onSide(): void;
  onSheet(): void;
  onLive(): void;
}

/** A search counts up to some thousands; beyond them the bars of the histogram know the number. */
function summarize(answer: SearchAnswer | undefined, counted: number | null): ResultSummary | null {
  if (!answer) return null;
  const { total, took_ms } = answer;
  const isExact = total.relation === 'eq';
  return {
    hits: isExact ? total.value : (counted ?? total.value),
    isComplete: isExact || counted !== null,
    tookMs: took_ms,
  };
}

/** Null also while nobody answers: what the query before found is not what this one does. */
function useSummary({ question, order, by }: Explorer): ResultSummary | null {
  const search = useSearch(question, order);
  const trends = useTrends(question, by);
  if (search.isPlaceholderData && (search.failureCount > 0 || search.isPaused)) return null;
  const counted = trends.data && !trends.isPlaceholderData && !search.isPlaceholderData;
  const sum = counted ? trends.data.buckets.reduce((total, bucket) => total + bucket.total, 0) : null;
  return summarize(search.data?.pages[0], sum);
}

/** What was found, and what can be done with it. */
export function Toolbar({ explorer, isSideOpen, onSide, onSheet, onLive }: ToolbarProps) {
  const { question, order, by, columns, change, isRunning } = explorer;
  const summary = useSummary(explorer);
  const navigate = useNavigate();
  const linkTo = useLinkTo();
  const view = {
    ...question,
    ...(columns !== null && { cols: columns }),
    ...(order === 'asc' && { order }),
    ...(by !== 'level' && { by }),
  };
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-3">
      <div className="flex items-center gap-2">
        <span className="max-md:hidden">
          <IconButton
            label={isSideOpen ? words.facets.hide : words.facets.show}
            aria-expanded={isSideOpen}
            icon={<PanelLeft size={16} aria-hidden />}
            onClick={onSide}
          />
        </span>
        <ResultLine summary={summary} isRunning={isRunning} />
      </div>
      <div className="flex items-center gap-0.5">
        <span className="md:hidden">
          <ToolButton label={words.facets.open} icon={<ListFilter size={15} aria-hidden />} onClick={onSheet} />
        </span>
        <OrderSwitch order={order} onOrder={(next) => change({ order: next === 'desc' ? undefined : next })} />
        <ViewsMenu current={view} onShow={(saved) => change(addressOf(saved))} />
        <ShareMenu />
        <ExportMenu question={question} order={order} columns={columns} />
        <ToolButton
          label={words.alert}
          icon={<BellPlus size={15} aria-hidden />}
          onClick={() => void navigate(linkTo('/rules/new', { query: question.q }))}
        />
        <ToolButton label={words.live} icon={<Activity size={15} aria-hidden />} onClick={onLive} />
      </div>
    </div>
  );
}
