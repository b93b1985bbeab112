import { useQueryClient } from '@tanstack/react-query';
import { Eraser, Pause, Play, Radio } from 'lucide-react';
import { memo, useMemo, useState } from 'react';
import { expectRecord } from '../../api/logs.ts';
import { DetailsPanel } from '../../components/details/details-panel.tsx';
import { Button, IconButton } from '../../components/kit/button.tsx';
import { EmptyState } from '../../components/kit/states.tsx';
import { formatAge } from '../../lib/format-time.ts';
import { addFilter } from '../../lib/query-edit.ts';
import { useLinkTo, useParameters, useZone } from '../../lib/screen-state.ts';
import { useShortcuts } from '../../lib/shortcuts.ts';
import { stepLog } from '../../lib/step-log.ts';
import { useNow } from '../../lib/use-now.ts';
import { useStable } from '../../lib/use-stable.ts';
import { useTitle } from '../../lib/use-title.ts';
import { strings } from '../../strings/catalogue.ts';
import { FilterBox } from './filter-box.tsx';
import { HighlightBox } from './highlight-box.tsx';
import { LevelChips, readHidden } from './level-chips.tsx';
import { TailAnnouncer } from './tail-announcer.tsx';
import { countCame, visibleEntries } from './tail-buffer.ts';
import { TailList } from './tail-list.tsx';
import { TailStatus } from './tail-status.tsx';
import { useHighlights } from './use-highlights.ts';
import { useTail } from './use-tail.ts';

const words = strings.live;
/** It has nothing to do with each log that comes. */
const Details = memo(DetailsPanel);

function Broken({ heardAt }: { heardAt: number }) {
  const now = useNow(1_000);
  return (
    <p className="border-b border-line bg-caution-soft px-3 py-1.5 text-[13px] text-caution">
      {words.reconnecting(formatAge(heardAt, now))}
    </p>
  );
}

/** Whether the view is held: paused by hand, or looked back into. */
function useHold() {
  const [isPaused, setPaused] = useState(false);
  const [isAtEdge, setAtEdge] = useState(true);
  return {
    isHeld: isPaused || !isAtEdge,
    pause: () => setPaused(true),
    setAtEdge,
    goOn(): void {
      setPaused(false);
      setAtEdge(true);
    },
  };
}

/** Logs as they come, newest at the bottom. */
export default function LivePage() {
  const [parameters, change] = useParameters();
  const linkTo = useLinkTo();
  const client = useQueryClient();
  const q = parameters.get('q') ?? '';
  const hide = parameters.get('hide') ?? '';
  const [zone] = useZone();
  const { isHeld, pause, setAtEdge, goOn } = useHold();
  const [openId, setOpenId] = useState<string | null>(null);
  const { buffer, counts, status, heardAt, fault, fill, clear } = useTail(q, isHeld);
  const highlights = useHighlights();
  const hidden = useMemo(() => readHidden(hide), [hide]);
  const entries = useMemo(() => visibleEntries(buffer, hidden), [buffer, hidden]);
  const toggle = isHeld ? goOn : pause;
  useTitle(words.title(q));
  useShortcuts({ ' ': toggle, c: clear });
  const actions = useStable({
    open(id: string): void {
      expectRecord(client, id);
      setOpenId(id);
      pause();
    },
    close: () => setOpenId(null),
    step(direction: 1 | -1): void {
      const lines = entries.filter(({ kind }) => kind === 'line');
      const id = stepLog(lines, openId, direction);
      if (id !== null) actions.open(id);
    },
    filter(wanted: string): void {
      change({ q: wanted });
      goOn();
    },
    addFilter: (field: string, value: string, isExcluded: boolean) =>
      actions.filter(addFilter(q, field, value, isExcluded)),
  });
  return (
    <div className="flex h-[calc(100dvh-3.25rem)] min-h-96 flex-col">
      <h1 className="sr-only">{strings.shell.pages.live}</h1>
      <div className="flex flex-wrap items-center gap-2 px-3 pt-3 pb-2">
        <FilterBox key={q} q={q} onFilter={actions.filter} />
        <Button
          look={isHeld ? 'primary' : 'plain'}
          icon={isHeld ? <Play size={14} aria-hidden /> : <Pause size={14} aria-hidden />}
          onClick={toggle}
        >
          <span className="max-sm:sr-only">{isHeld ? words.goOn : words.pause}</span>
        </Button>
        <IconButton label={words.clear} icon={<Eraser size={16} aria-hidden />} onClick={clear} />
      </div>
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2 border-b border-line px-3 pb-2">
        <LevelChips
          hidden={hidden}
          came={buffer.came}
          onHide={(levels) => change({ hide: levels.join(',') }, { replace: true })}
        />
        <HighlightBox
          terms={highlights.terms}
          draft={highlights.draft}
          faults={highlights.highlighter.faults}
          onDraft={highlights.setDraft}
          onAdd={highlights.keepDraft}
          onRemove={highlights.remove}
        />
      </div>
      {fault && (
        <p role="alert" className="border-b border-line bg-bad-soft px-3 py-1.5 text-[13px] text-bad">
          {fault}
        </p>
      )}
      {status === 'reconnecting' && !fault && <Broken heardAt={heardAt} />}
      <TailAnnouncer
        isHeld={isHeld}
        status={status}
        logs={countCame(buffer.came, hidden)}
        errors={buffer.came.error + buffer.came.fatal}
      />
      <div className="relative flex min-h-0 grow">
        <TailList
          entries={entries}
          isHeld={isHeld}
          newCount={buffer.held ? countCame(buffer.came, hidden, buffer.held) : 0}
          zone={zone}
          highlighter={highlights.highlighter}
          openId={openId}
          empty={<Nothing isAllHidden={buffer.entries.length > 0} isFiltered={q !== ''} />}
          onOpen={actions.open}
          onFill={fill}
          onEdge={setAtEdge}
          onHold={pause}
          onGoOn={goOn}
        />
        {openId !== null && (
          <Details id={openId} onClose={actions.close} onFilter={actions.addFilter} onStep={actions.step} />
        )}
      </div>
      <TailStatus
        isHeld={isHeld}
        shown={entries.length}
        hidden={buffer.entries.length - entries.length}
        dropped={buffer.dropped}
        explorer={linkTo('/explorer', { q })}
        counts={counts}
      />
    </div>
  );
}

function Nothing({ isAllHidden, isFiltered }: { isAllHidden: boolean; isFiltered: boolean }) {
  const icon = <Radio size={22} aria-hidden />;
  if (isAllHidden) return <EmptyState title={words.allHidden} icon={icon} />;
  return (
    <EmptyState title={words.waiting} icon={icon}>
      {isFiltered ? words.waitingForMatch : words.waitingText}
    </EmptyState>
  );
}
