import { ChevronRight, X } from 'lucide-react';
import { useId } from 'react';
import { useFacet } from '../../../api/facets.ts';
import { formatCompact, formatCount, formatShare } from '../../../lib/format-number.ts';
import { visibleText } from '../../../lib/visible-text.ts';
import { strings } from '../../../strings/catalogue.ts';
import { baseOf, FEW_VALUES } from './build-facet.ts';
import { isNumeric } from './build-range.ts';
import type { FacetActions } from './facet-actions.ts';
import { FacetRange } from './facet-range.tsx';
import { FacetValues } from './facet-values.tsx';

const words = strings.explorer.facets;

/** So many different numbers can be chosen one by one. */
const MOST_LISTED = 50;

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
  const { data } = useFacet(baseOf(actions.question, field), field, FEW_VALUES, isOpen);
  const known = data?.field === field ? data : undefined;
  const isNumbers = isNumeric(field, known);
  const isLarge = (known?.cardinality ?? 0) > MOST_LISTED;
  return (
    <div>
      <div className="flex items-center">
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={id}
          className="flex h-7 min-w-0 grow items-center gap-1 rounded-md ps-1 pe-1.5 text-start text-[13px] font-medium hover:bg-hover"
          onClick={onToggle}
        >
          <ChevronRight
            size={14}
            aria-hidden
            className={`shrink-0 text-ink-faint transition-transform ${isOpen ? 'rotate-90' : ''}`}
          />
          <span className="grow truncate">{visibleText(name)}</span>
          {isOpen && known && (
            <span className="shrink-0 text-xs font-normal text-ink-faint tabular-nums">
              {known.present > 0 && known.coverage < 1 && (
                <span title={words.coverage(formatShare(known.coverage))}>{formatShare(known.coverage)} · </span>
              )}
              <span title={words.values(formatCount(known.cardinality))}>{formatCompact(known.cardinality)}</span>
            </span>
          )}
        </button>
        {onRemove && (
          <button
            type="button"
            aria-label={words.remove(visibleText(name))}
            className="flex size-6 shrink-0 items-center justify-center rounded text-ink-faint hover:bg-hover hover:text-ink"
            onClick={onRemove}
          >
            <X size={13} aria-hidden />
          </button>
        )}
      </div>
      <div id={id}>
        {isOpen && isNumbers && <FacetRange field={field} name={name} {...actions} />}
        {isOpen && !(isNumbers && isLarge) && <FacetValues field={field} name={name} {...actions} />}
      </div>
    </div>
  );
}
