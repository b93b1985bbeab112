import { useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import type { LogRecord } from '../../../../core/record.ts';
import { type LogsQuestion, useEarlySearch, useSearch } from '../../api/logs.ts';
import { isQueryFault } from '../../api/request.ts';
import { DetailsPanel } from '../../components/details/details-panel.tsx';
import type { QueryEditorHandle } from '../../components/query-bar/query-editor.tsx';
import { usePreference } from '../../lib/preferences.ts';
import { useLinkTo } from '../../lib/screen-state.ts';
import { useShortcuts } from '../../lib/shortcuts.ts';
import { stepLog } from '../../lib/step-log.ts';
import { useLastAnswered } from '../../lib/use-last-answered.ts';
import { useTitle } from '../../lib/use-title.ts';
import { strings } from '../../strings/catalogue.ts';
import { BadTime, isReadable } from './bad-time.tsx';
import { ExplorerHead } from './explorer-head.tsx';
import { attributePaths } from './facets/build-facet.ts';
import { FacetSide } from './facets/facet-side.tsx';
import { widerRange } from './histogram/build-histogram.ts';
import { HistogramPanel } from './histogram/histogram-panel.tsx';
import { queryEdits } from './query-edits.ts';
import { Results } from './results.tsx';
import { Toolbar } from './toolbar/toolbar.tsx';
import { type Explorer, useExplorer } from './use-explorer.ts';

/** What the page shows: the question, or the one before it while this one cannot be answered. */
function useShown({ question, order }: Explorer): LogsQuestion {
  const { data, error, isPlaceholderData } = useSearch(question, order);
  const answered = useLastAnswered(question, data !== undefined && !isPlaceholderData);
  return (error && answered) || question;
}

/** The question that is shown, the logs that came so far, the attributes that they have, and what was wrong with the question. */
function useFound(explorer: Explorer) {
  const { question, order } = explorer;
  const shown = useShown(explorer);
  const { data } = useSearch(shown, order);
  const { error } = useSearch(question, order);
  const logs = useMemo(() => data?.pages.flatMap((page) => page.logs) ?? [], [data]);
  const attributes = useMemo(() => attributePaths(logs), [logs]);
  return { shown, logs, attributes, fault: isQueryFault(error) ? error : null };
}

/** The keys of the page. */
function useKeys({ question, change }: Explorer, focusQuery: () => void, goLive: () => void): void {
  useShortcuts({
    '/': focusQuery,
    l: goLive,
    z: () => change({ ...widerRange(question, Date.now()), id: undefined }),
    s: () => document.querySelector<HTMLElement>('[data-shortcut=share]')?.click(),
  });
}

interface OpenLogProps {
  explorer: Explorer;
  logs: readonly LogRecord[];
  onFilter: ReturnType<typeof queryEdits>['filter'];
}

/** The log that is open, and how one goes to another: among those that came so far. */
function OpenLog({ explorer, logs, onFilter }: OpenLogProps) {
  const { openId, change } = explorer;
  if (openId === null) return null;
  const step = (direction: 1 | -1): void => {
    const id = stepLog(logs, openId, direction);
    if (id !== null) change({ id }, { replace: true });
  };
  return (
    <DetailsPanel
      id={openId}
      onClose={() => change({ id: undefined }, { replace: true })}
      onFilter={onFilter}
      onStep={step}
    />
  );
}

/** The fields beside the logs, which wide screens show until they are closed, and narrow ones when they are asked for. */
function useSide() {
  const [isSheetOpen, setSheetOpen] = useState(false);
  const [side, setSide] = usePreference('facets');
  const isSideOpen = side === null;
  return { isSheetOpen, setSheetOpen, isSideOpen, toggleSide: () => setSide(isSideOpen ? 'closed' : null) };
}

interface BodyProps {
  explorer: Explorer;
  found: ReturnType<typeof useFound>;
  edits: ReturnType<typeof queryEdits>;
  side: ReturnType<typeof useSide>;
}

/** What was found: its fields, its bars, its logs, and the one that is open. */
function ExplorerBody({ explorer, found, edits, side }: BodyProps) {
  const { openId, change } = explorer;
  const { shown, logs, attributes } = found;
  return (
    <div className="relative flex min-h-0 grow">
      <FacetSide
        {...edits.facets}
        question={shown}
        attributes={attributes}
        isSideOpen={side.isSideOpen}
        isSheetOpen={side.isSheetOpen}
        isCrowded={openId !== null}
        onCloseSheet={() => side.setSheetOpen(false)}
      />
      <div className="flex min-w-0 grow flex-col">
        <HistogramPanel
          question={shown}
          by={explorer.by}
          onSplit={(by) => change({ by: by === 'level' ? undefined : by }, { replace: true })}
          onRange={(range) => change({ ...range, id: undefined })}
          onFilter={edits.facets.onOnly}
        />
        <Results explorer={explorer} shown={shown} onFilter={edits.filter} />
      </div>
      <OpenLog explorer={explorer} logs={logs} onFilter={edits.filter} />
    </div>
  );
}

/** Searches logs: query, filters, histogram, fields, results. */
export default function ExplorerPage() {
  const explorer = useExplorer();
  const { question, change } = explorer;
  useEarlySearch(question, explorer.order);
  const found = useFound(explorer);
  const edits = queryEdits(explorer);
  const editor = useRef<QueryEditorHandle>(null);
  const navigate = useNavigate();
  const linkTo = useLinkTo();
  const side = useSide();
  useTitle(strings.explorer.title(question.q));
  const goLive = (): void => void navigate(linkTo('/live', { q: question.q }));
  useKeys(explorer, () => editor.current?.focus(), goLive);
  return (
    <div className="absolute inset-0 flex min-h-144 flex-col">
      <h1 className="sr-only">{strings.shell.pages.explorer}</h1>
      <div className="flex flex-col gap-2 border-b border-line px-3 pt-3 pb-1">
        <ExplorerHead
          explorer={explorer}
          edits={edits}
          fault={found.fault}
          attributes={found.attributes}
          editor={editor}
        />
        <Toolbar
          explorer={explorer}
          isSideOpen={side.isSideOpen}
          onSide={side.toggleSide}
          onSheet={() => side.setSheetOpen(true)}
          onLive={goLive}
        />
      </div>
      {isReadable(question) ? (
        <ExplorerBody explorer={explorer} found={found} edits={edits} side={side} />
      ) : (
        <BadTime range={question} onMend={(range) => change({ ...range, id: undefined })} />
      )}
    </div>
  );
}
