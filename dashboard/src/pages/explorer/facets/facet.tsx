import { ChevronRight, X } from 'lucide-react';
import { useId } from 'react';
import { strings } from '../../../strings/catalogue.ts';
import type { FacetActions } from './facet-actions.ts';
import { FacetValues } from './facet-values.tsx';

interface FacetProps extends FacetActions {
  field: string;
  name: string;
  isOpen: boolean;
  onToggle(): void;
  onRemove?: (() => void) | undefined;
}

/** A field; its values are asked for when it is open. */
export function Facet({ field, name, isOpen, onToggle, onRemove, ...actions }: FacetProps) {
  const id = useId();
  return (
    <div>
      <div className="flex items-center">
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={id}
          className="flex h-7 min-w-0 grow items-center gap-1 rounded-md px-1 text-start text-[13px] font-medium hover:bg-hover"
          onClick={onToggle}
        >
          <ChevronRight
            size={14}
            aria-hidden
            className={`shrink-0 text-ink-faint transition-transform ${isOpen ? 'rotate-90' : ''}`}
          />
          <span className="truncate">{name}</span>
        </button>
        {onRemove && (
          <button
            type="button"
            aria-label={strings.explorer.facets.remove(name)}
            className="flex size-6 shrink-0 items-center justify-center rounded text-ink-faint hover:bg-hover hover:text-ink"
            onClick={onRemove}
          >
            <X size={13} aria-hidden />
          </button>
        )}
      </div>
      <div id={id}>{isOpen && <FacetValues field={field} name={name} {...actions} />}</div>
    </div>
  );
}
