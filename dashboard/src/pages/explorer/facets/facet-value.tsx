import { Ban } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { LogText } from '../../../components/log-text.tsx';
import { formatCompact, formatCount } from '../../../lib/format-number.ts';
import { visibleText } from '../../../lib/visible-text.ts';
import { strings } from '../../../strings/catalogue.ts';
import type { FacetRow } from './build-facet.ts';

const words = strings.explorer.facets;
const SMALL =
  'flex h-6 min-w-6 items-center justify-center rounded px-1 text-xs font-medium text-ink-soft hover:bg-surface hover:text-ink';

/** Of a value Tab comes to the box alone; the arrows lead on to what else can be done with it. */
function stepAside(event: KeyboardEvent<HTMLElement>): void {
  const { key, currentTarget } = event;
  const step = { ArrowLeft: -1, ArrowRight: 1 }[key];
  if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
  const all = [...(currentTarget.closest('li')?.querySelectorAll<HTMLElement>('input, button') ?? [])];
  const seen = all.filter((control) => getComputedStyle(control).display !== 'none');
  seen[seen.indexOf(currentTarget) + step]?.focus();
  event.preventDefault();
}

interface FacetValueProps {
  row: FacetRow;
  onToggle(): void;
  onOnly(): void;
  onExclude(): void;
}

/** A value with its count and its bar. */
export function FacetValue({ row, onToggle, onOnly, onExclude }: FacetValueProps) {
  const { value, count, share, state } = row;
  const name = value === '' ? words.empty : visibleText(value);
  const isExcluded = state === 'excluded';
  return (
    <li className="group relative flex h-6.5 items-center rounded-md focus-within:bg-hover hover:bg-hover">
      <label className="flex min-w-0 grow cursor-pointer items-center gap-2 ps-1 pe-1.5">
        <input
          type="checkbox"
          checked={state === 'included'}
          className="size-3.5 accent-(--accent)"
          aria-keyshortcuts="ArrowRight"
          onKeyDown={stepAside}
          onChange={onToggle}
        />
        <span
          title={visibleText(value)}
          className={`min-w-0 grow truncate text-[13px] ${isExcluded ? 'text-ink-faint line-through' : ''} ${value === '' ? 'italic' : ''}`}
        >
          {value === '' ? name : <LogText text={value} />}
        </span>
        {isExcluded && <span className="sr-only">{words.excluded}</span>}
        <span
          className="shrink-0 text-xs text-ink-soft tabular-nums pointer-fine:group-focus-within:invisible pointer-fine:group-hover:invisible"
          title={count === null ? undefined : formatCount(count)}
        >
          {count === null ? strings.common.none : formatCompact(count)}
        </span>
      </label>
      <span
        aria-hidden
        className="pointer-events-none absolute bottom-0 start-6.5 h-0.5 rounded-full bg-accent/45"
        style={{ width: `calc((100% - 32px) * ${share})` }}
      />
      <span className="flex bg-hover pointer-fine:absolute pointer-fine:end-0.5 pointer-fine:opacity-0 pointer-fine:group-focus-within:opacity-100 pointer-fine:group-hover:opacity-100 pointer-coarse:bg-transparent">
        <button
          type="button"
          tabIndex={-1}
          aria-label={words.onlyThis(name)}
          className={`${SMALL} pointer-coarse:hidden`}
          onKeyDown={stepAside}
          onClick={onOnly}
        >
          {words.only}
        </button>
        <button
          type="button"
          tabIndex={-1}
          aria-label={words.exclude(name)}
          title={words.exclude(name)}
          aria-pressed={isExcluded}
          className={`${SMALL} aria-pressed:text-bad`}
          onKeyDown={stepAside}
          onClick={onExclude}
        >
          <Ban size={13} aria-hidden />
        </button>
      </span>
    </li>
  );
}
