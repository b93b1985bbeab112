import { Eraser, Pause, Play, Search } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import { DetailsPanel } from '../../components/details/details-panel.tsx';
import { Button, IconButton } from '../../components/kit/button.tsx';
import { TextInput } from '../../components/kit/field.tsx';
import { EmptyState } from '../../components/kit/states.tsx';
import { formatAge } from '../../lib/format-time.ts';
import { addFilter } from '../../lib/query-edit.ts';
import { useScreenState, useZone } from '../../lib/screen-state.ts';
import { useShortcuts } from '../../lib/shortcuts.ts';
import { stepLog } from '../../lib/step-log.ts';
import { useNow } from '../../lib/use-now.ts';
import { useTitle } from '../../lib/use-title.ts';
import { strings } from '../../strings/catalogue.ts';
import { RateLine } from './rate-line.tsx';
import { TailList } from './tail-list.tsx';
import { useTail } from './use-tail.ts';

const words = strings.live;

function FilterBox({ q, onFilter }: { q: string; onFilter(q: string): void }) {
  const [draft, setDraft] = useState(q);
  const box = useRef<HTMLInputElement>(null);
  useShortcuts({ '/': () => box.current?.focus() });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onFilter(draft.trim());
  };
  return (
    <form onSubmit={submit} className="relative min-w-0 grow">
      <Search size={15} aria-hidden className="absolute start-2.5 top-2 text-ink-faint" />
      <TextInput
        ref={box}
        aria-label={words.filter}
        value={draft}
        placeholder={words.placeholder}
        className="ps-8 font-mono"
        onChange={({ target }) => setDraft(target.value)}
      />
    </form>
  );
}

function Broken({ heardAt }: { heardAt: number }) {
  const now = useNow(1_000);
  return (
    <p role="status" className="border-b border-line bg-caution-soft px-3 py-1.5 text-[13px] text-caution">
      {words.reconnecting(formatAge(heardAt, now))}
    </p>
  );
}

/** Logs as they come, newest at the bottom. */
export default function LivePage() {
  const [{ q }, change] = useScreenState();
  const [zone] = useZone();
  const [isPaused, setPaused] = useState(false);
  const [highlight, setHighlight] = useState('');
  const [openId, setOpenId] = useState<string | null>(null);
  const { buffer, counts, status, heardAt, fault, fill, clear } = useTail(q);
  useTitle(words.title(q));
  useShortcuts({ ' ': () => setPaused(!isPaused), c: clear });
  const { entries } = buffer;
  const step = (direction: 1 | -1): void => {
    const logs = entries.filter(({ kind }) => kind === 'log');
    setOpenId(stepLog(logs, openId, direction) ?? openId);
  };
  return (
    <div className="flex h-[calc(100dvh-3.25rem)] min-h-96 flex-col">
      <h1 className="sr-only">{strings.shell.pages.live}</h1>
      <div className="flex flex-wrap items-center gap-2 border-b border-line p-3">
        <FilterBox key={q} q={q} onFilter={(wanted) => change({ q: wanted })} />
        <TextInput
          aria-label={words.highlight}
          value={highlight}
          placeholder={words.highlight}
          className="max-w-40 max-lg:hidden"
          onChange={({ target }) => setHighlight(target.value)}
        />
        <RateLine counts={counts} />
        <Button
          look={isPaused ? 'primary' : 'plain'}
          icon={isPaused ? <Play size={14} aria-hidden /> : <Pause size={14} aria-hidden />}
          onClick={() => setPaused(!isPaused)}
        >
          {isPaused ? words.goOn : words.pause}
        </Button>
        <IconButton label={words.clear} icon={<Eraser size={16} aria-hidden />} onClick={clear} />
      </div>
      {fault && (
        <p role="alert" className="border-b border-line bg-bad-soft px-3 py-1.5 text-[13px] text-bad">
          {fault}
        </p>
      )}
      {status === 'reconnecting' && !fault && <Broken heardAt={heardAt} />}
      <div className="relative flex min-h-0 grow">
        {entries.length === 0 ? (
          <div className="grow">
            <EmptyState title={words.waiting}>{words.waitingText}</EmptyState>
          </div>
        ) : (
          <TailList
            buffer={buffer}
            isPaused={isPaused}
            zone={zone}
            highlight={highlight}
            openId={openId}
            onOpen={setOpenId}
            onFill={fill}
            onGoOn={() => setPaused(false)}
          />
        )}
        {openId !== null && (
          <DetailsPanel
            id={openId}
            onClose={() => setOpenId(null)}
            onFilter={(field, value, isExcluded) => change({ q: addFilter(q, field, value, isExcluded) })}
            onStep={step}
          />
        )}
      </div>
    </div>
  );
}
