import { useQueryClient } from '@tanstack/react-query';
import { memo, useMemo, useState } from 'react';
import type { Level } from '../../../../core/record.ts';
import { expectRecord } from '../../api/record.ts';
import { DetailsPanel } from '../../components/details/details-panel.tsx';
import { addFilter } from '../../lib/query-edit.ts';
import { useLinkTo, useParameters, useZone } from '../../lib/screen-state.ts';
import { useShortcuts } from '../../lib/shortcuts.ts';
import { stepLog } from '../../lib/step-log.ts';
import { useStable } from '../../lib/use-stable.ts';
import { useTitle } from '../../lib/use-title.ts';
import { strings } from '../../strings/catalogue.ts';
import { EmptyTail } from './empty-tail.tsx';
import { readHidden } from './level-chips.tsx';
import { RateStrip } from './rate-strip.tsx';
import { TailAnnouncer } from './tail-announcer.tsx';
import { countCame, type TailEntry, visibleEntries } from './tail-buffer.ts';
import { TailHead } from './tail-head.tsx';
import { TailList } from './tail-list.tsx';
import { TailNotices } from './tail-notices.tsx';
import { TailStatus } from './tail-status.tsx';
import { useHighlights } from './use-highlights.ts';
import { useHold } from './use-hold.ts';
import { useTail } from './use-tail.ts';

const words = strings.live;
const NOTHING_HIDDEN: ReadonlySet<Level> = new Set();
/** It has nothing to do with each log that comes. */
const Details = memo(DetailsPanel);

/** The log that is open; opening one holds the view. */
function useOpenLog(entries: readonly TailEntry[], pause: () => void) {
  const client = useQueryClient();
  const [openId, setOpenId] = useState<string | null>(null);
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
  });
  return { openId, ...actions };
}

/** What the address says of the tail: its query and the levels that are not shown. */
function useWanted() {
  const [parameters, change] = useParameters();
  const hide = parameters.get('hide') ?? '';
  const hidden = useMemo(() => readHidden(hide), [hide]);
  return { q: parameters.get('q') ?? '', hidden, change };
}

/** Logs as they come, newest at the bottom. */
export default function LivePage() {
  const { q, hidden, change } = useWanted();
  const linkTo = useLinkTo();
  const [zone] = useZone();
  const hold = useHold();
  const { isHeld, pause, goOn } = hold;
  const { buffer, fill, clear, ...tail } = useTail(q, isHeld);
  const highlights = useHighlights();
  const entries = useMemo(() => visibleEntries(buffer, hidden), [buffer, hidden]);
  const { openId, open, close, step } = useOpenLog(entries, pause);
  const explorer = linkTo('/explorer', { q });
  const toggle = isHeld ? goOn : pause;
  useTitle(strings.shell.titleOf(words.title(q)));
  useShortcuts({ ' ': toggle, c: clear });
  const filters = useStable({
    set(wanted: string): void {
      change({ q: wanted });
      goOn();
    },
    add: (field: string, value: string, isExcluded: boolean) => filters.set(addFilter(q, field, value, isExcluded)),
  });
  return (
    <div className="absolute inset-0 flex min-h-96 flex-col">
      <h1 className="sr-only">{strings.shell.pages.live}</h1>
      <TailHead
        q={q}
        isHeld={isHeld}
        hidden={hidden}
        came={buffer.came}
        highlights={highlights}
        onFilter={filters.set}
        onToggle={toggle}
        onClear={clear}
        onHide={(levels) => change({ hide: levels.join(',') }, { replace: true })}
      />
      <TailNotices fault={tail.fault} status={tail.status} heardAt={tail.heardAt} />
      <TailAnnouncer
        isHeld={isHeld}
        status={tail.status}
        logs={countCame(buffer.came, NOTHING_HIDDEN)}
        errors={buffer.came.error + buffer.came.fatal}
      />
      <RateStrip counts={tail.counts} />
      <div className="relative flex min-h-0 grow">
        <TailList
          entries={entries}
          isHeld={isHeld}
          newCount={buffer.held ? countCame(buffer.came, hidden, buffer.held) : 0}
          zone={zone}
          highlighter={highlights.highlighter}
          openId={openId}
          empty={
            <EmptyTail
              isHeld={isHeld}
              isRefused={tail.status === 'refused'}
              isAllHidden={buffer.entries.length > 0}
              isFiltered={q !== ''}
              explorer={explorer}
            />
          }
          onOpen={open}
          onFill={fill}
          onEdge={hold.setAtEdge}
          onHold={pause}
          onGoOn={goOn}
        />
        {openId !== null && <Details id={openId} onClose={close} onFilter={filters.add} onStep={step} />}
      </div>
      <TailStatus
        isHeld={isHeld}
        status={tail.status}
        shown={entries.length}
        hidden={buffer.entries.length - entries.length}
        dropped={buffer.dropped}
        explorer={explorer}
      />
    </div>
  );
}
