import { Play, Square } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { useSearch } from '../../api/logs.ts';
import { isQueryFault } from '../../api/request.ts';
import { DetailsPanel } from '../../components/details/details-panel.tsx';
import { Button } from '../../components/kit/button.tsx';
import { QueryBar } from '../../components/query-bar/query-bar.tsx';
import type { QueryEditorHandle } from '../../components/query-bar/query-editor.tsx';
import { useSuggester } from '../../components/query-bar/use-suggester.ts';
import { usePreference } from '../../lib/preferences.ts';
import {
  addFilter,
  chooseValues,
  includeValue,
  negatePart,
  type QueryPart,
  removePart,
  splitQuery,
  toggleExcluded,
  toggleValue,
} from '../../lib/query-edit.ts';
import { useLinkTo } from '../../lib/screen-state.ts';
import { useShortcuts } from '../../lib/shortcuts.ts';
import { useTitle } from '../../lib/use-title.ts';
import { strings } from '../../strings/catalogue.ts';
import { attributePaths } from './facets/build-facet.ts';
import type { FacetActions } from './facets/facet-actions.ts';
import { FacetSide } from './facets/facet-side.tsx';
import { FilterChips } from './filter-chips.tsx';
import { widerRange } from './histogram/build-histogram.ts';
import { HistogramPanel } from './histogram/histogram-panel.tsx';
import { Results } from './results.tsx';
import { Toolbar } from './toolbar/toolbar.tsx';
import { useExplorer } from './use-explorer.ts';

const words = strings.explorer;

/** The same part in the text as it is now being written; null when it is gone. */
function partIn(text: string, part: QueryPart): QueryPart | null {
  return splitQuery(text)?.find((each) => each.text === part.text) ?? null;
}

/** Searches logs: query, filters, histogram, fields, results. */
export default function ExplorerPage() {
  const explorer = useExplorer();
  const { question, draft, run, change } = explorer;
  const search = useSearch(question, explorer.order);
  const editor = useRef<QueryEditorHandle>(null);
  const navigate = useNavigate();
  const linkTo = useLinkTo();
  const [isSheetOpen, setSheetOpen] = useState(false);
  const [side, setSide] = usePreference('facets');
  const logs = useMemo(() => search.data?.pages.flatMap((page) => page.logs) ?? [], [search.data]);
  const attributes = useMemo(() => attributePaths(logs), [logs]);
  const suggester = useSuggester(question, attributes);
  useTitle(words.title(question.q));
  const goLive = (): void => void navigate(linkTo('/live', { q: question.q }));
  useShortcuts({
    '/': () => editor.current?.focus(),
    l: goLive,
    z: () => change({ ...widerRange(question, Date.now()), id: undefined }),
    y: () => void navigator.clipboard?.writeText(location.href),
  });
  const edit = (change: (text: string, part: QueryPart) => string) => (part: QueryPart) => {
    const written = partIn(draft, part);
    run(written ? change(draft, written) : change(question.q, part));
  };
  const filter = (field: string, value: string, isExcluded: boolean): void =>
    run(isExcluded ? addFilter(draft, field, value, true) : includeValue(draft, field, value));
  const facets: FacetActions = {
    question,
    onToggleValue: (field, value) => run(toggleValue(draft, field, value)),
    onOnly: (field, value) => run(chooseValues(draft, field, [value])),
    onExclude: (field, value) => run(toggleExcluded(draft, field, value)),
  };
  const { error } = search;
  const fault = isQueryFault(error) ? error : null;
  const step = (direction: 1 | -1): void => {
    const next = logs[logs.findIndex(({ id }) => id === explorer.openId) + direction];
    if (next) change({ id: next.id }, { replace: true });
  };
  return (
    <div className="flex h-[calc(100dvh-3.25rem)] min-h-144 flex-col">
      <h1 className="sr-only">{strings.shell.pages.explorer}</h1>
      <div className="flex flex-col gap-2 border-b border-line bg-canvas px-3 pt-3 pb-1">
        <div className="flex items-start gap-2">
          <QueryBar
            text={draft}
            fault={fault}
            suggester={suggester}
            handle={editor}
            onChange={explorer.write}
            onRun={run}
            onCancel={explorer.cancel}
          />
          <RunButton isRunning={explorer.isRunning} onRun={() => run(draft)} onCancel={explorer.cancel} />
        </div>
        <FilterChips
          query={question.q}
          onEdit={(part) => {
            const { start, end } = partIn(draft, part) ?? part;
            editor.current?.select(start, end);
          }}
          onNegate={edit(negatePart)}
          onRemove={edit(removePart)}
          onClear={() => run('')}
        />
        <Toolbar
          explorer={explorer}
          isSideOpen={side === null}
          onSide={() => setSide(side === null ? 'closed' : null)}
          onSheet={() => setSheetOpen(true)}
          onLive={goLive}
        />
      </div>
      <div className="flex min-h-0 grow">
        <FacetSide
          {...facets}
          attributes={attributes}
          isSideOpen={side === null}
          isSheetOpen={isSheetOpen}
          onCloseSheet={() => setSheetOpen(false)}
        />
        <div className="flex min-w-0 grow flex-col">
          <HistogramPanel
            question={question}
            by={explorer.by}
            onSplit={(by) => change({ by: by === 'level' ? undefined : by }, { replace: true })}
            onRange={(range) => change({ ...range, id: undefined })}
            onFilter={facets.onOnly}
          />
          <Results explorer={explorer} onFilter={filter} />
        </div>
        {explorer.openId !== null && (
          <DetailsPanel
            id={explorer.openId}
            onClose={() => change({ id: undefined }, { replace: true })}
            onFilter={filter}
            onStep={step}
          />
        )}
      </div>
    </div>
  );
}

interface RunButtonProps {
  isRunning: boolean;
  onRun(): void;
  onCancel(): void;
}

/** Runs the query, or ends its run. */
function RunButton({ isRunning, onRun, onCancel }: RunButtonProps) {
  const { run, cancel } = words.query;
  return isRunning ? (
    <Button className="h-9.5! min-w-21 justify-center" icon={<Square size={13} aria-hidden />} onClick={onCancel}>
      {cancel}
    </Button>
  ) : (
    <Button
      look="primary"
      className="h-9.5! min-w-21 justify-center"
      icon={<Play size={13} aria-hidden />}
      onClick={onRun}
    >
      {run}
    </Button>
  );
}
