import { Plus, X } from 'lucide-react';
import { LogText } from '../../components/log-text.tsx';
import { type QueryPart, readPart, splitQuery } from '../../lib/query-edit.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { strings } from '../../strings/catalogue.ts';

const words = strings.explorer.chips;

interface FilterChipsProps {
  query: string;
  onEdit(part: QueryPart): void;
  onNegate(part: QueryPart): void;
  onRemove(part: QueryPart): void;
  onClear(): void;
}

/** A query of alternatives is one part. */
function partsOf(query: string): QueryPart[] {
  return splitQuery(query) ?? [{ text: query, start: 0, end: query.length }];
}

/** The parts of the query, each to be turned around, taken out or mended. */
export function FilterChips({ query, onEdit, onNegate, onRemove, onClear }: FilterChipsProps) {
  const parts = partsOf(query);
  if (parts.length === 0) return null;
  return (
    <ul aria-label={words.label} className="flex flex-wrap items-center gap-1.5">
      {parts.map((part) => (
        <Chip
          key={part.start}
          part={part}
          onEdit={() => onEdit(part)}
          onNegate={() => onNegate(part)}
          onRemove={() => onRemove(part)}
        />
      ))}
      {parts.length > 1 && (
        <li>
          <button type="button" className="h-6 rounded px-1.5 text-xs text-ink-soft hover:bg-hover" onClick={onClear}>
            {words.clear}
          </button>
        </li>
      )}
    </ul>
  );
}

interface ChipProps {
  part: QueryPart;
  onEdit(): void;
  onNegate(): void;
  onRemove(): void;
}

const PRESS = 'flex h-full min-w-6 items-center justify-center hover:bg-hover';

function Chip({ part, onEdit, onNegate, onRemove }: ChipProps) {
  const { core: written, isExcluded } = readPart(part);
  const core = visibleText(written);
  const turn = isExcluded ? words.include(core) : words.exclude(core);
  return (
    <li
      className={`flex h-6 max-w-full items-center overflow-hidden rounded-md border text-xs ${isExcluded ? 'border-bad/40 bg-bad-soft' : 'border-line-strong bg-surface'}`}
    >
      <button
        type="button"
        aria-label={turn}
        title={turn}
        className={`${PRESS} px-1 font-semibold ${isExcluded ? 'text-bad' : 'text-ink-faint'}`}
        onClick={onNegate}
      >
        {isExcluded ? words.not : <Plus size={12} aria-hidden />}
      </button>
      <button
        type="button"
        aria-label={words.edit(core)}
        title={words.edit(core)}
        className={`${PRESS} min-w-0 px-1 font-mono`}
        onClick={onEdit}
      >
        <span className="max-w-80 truncate">
          <LogText text={written} />
        </span>
      </button>
      <button
        type="button"
        aria-label={words.remove(core)}
        title={words.remove(core)}
        className={`${PRESS} text-ink-soft`}
        onClick={onRemove}
      >
        <X size={13} aria-hidden />
      </button>
    </li>
  );
}
