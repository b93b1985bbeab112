import { formatCount } from '../../../lib/format-number.ts';
import { visibleText } from '../../../lib/visible-text.ts';
import { strings } from '../../../strings/catalogue.ts';
import { spanText } from './bar-note.tsx';
import type { Histogram } from './build-histogram.ts';

const words = strings.explorer.histogram;
const CELL = 'px-3 py-1 text-end';

/** The same as the bars, as a table. */
export function HistogramTable({ histogram: { bars, series }, zone }: { histogram: Histogram; zone: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keys
    <section aria-label={words.table} tabIndex={0} className="h-56 overflow-auto rounded-lg border border-line">
      <table className="w-full text-xs tabular-nums">
        <thead className="sticky top-0 bg-sunken text-ink-soft">
          <tr>
            <th scope="col" className="px-3 py-1.5 text-start font-semibold">
              {words.from}
            </th>
            <th scope="col" className={`${CELL} font-semibold`}>
              {words.total}
            </th>
            {series.map(({ key }) => (
              <th key={key} scope="col" className={`${CELL} font-semibold`}>
                {visibleText(key)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {bars.map((bar, index) => (
            <tr key={bar.start} className="border-t border-line">
              <th scope="row" className="px-3 py-1 text-start font-normal whitespace-nowrap">
                {spanText(bars, index, index, zone)}
                {bar.isUnfinished && ` · ${words.unfinished}`}
              </th>
              <td className={`${CELL} font-semibold`}>{formatCount(bar.total)}</td>
              {series.map(({ key }) => (
                <td key={key} className={CELL}>
                  {formatCount(bar.counts[key] ?? 0)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
