import { formatCompact } from '../../../lib/format-number.ts';
import { visibleText } from '../../../lib/visible-text.ts';
import { strings } from '../../../strings/catalogue.ts';
import type { Histogram, Split } from './build-histogram.ts';

interface LegendProps {
  histogram: Histogram;
  by: Split;
  onFilter(field: string, value: string): void;
}

const LOOK = 'flex h-6 items-center gap-1 whitespace-nowrap rounded px-1.5 text-xs text-ink-soft';

/** The series by colour, word and number; a press filters by one. */
export function Legend({ histogram: { series }, by, onFilter }: LegendProps) {
  return (
    <ul className="-ms-1.5 flex min-w-0 items-center overflow-x-auto [mask-image:linear-gradient(to_right,black_calc(100%-1.5rem),transparent)] [scrollbar-width:none] @max-2xl:order-last @max-2xl:basis-full @2xl:flex-1">
      {series.map(({ key, colour, total, isRest }) => {
        const content = (
          <>
            <span aria-hidden className="size-2.5 rounded-xs" style={{ background: colour }} />
            {visibleText(key)}
            <span className="tabular-nums text-ink-faint">{formatCompact(total)}</span>
          </>
        );
        return (
          <li key={key} className="shrink-0">
            {isRest ? (
              <span className={LOOK}>{content}</span>
            ) : (
              <button
                type="button"
                title={strings.explorer.histogram.filterBy(visibleText(key))}
                className={`${LOOK} hover:bg-hover hover:text-ink`}
                onClick={() => onFilter(by, key)}
              >
                {content}
              </button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
