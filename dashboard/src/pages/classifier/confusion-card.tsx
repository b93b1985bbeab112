import type { Evaluation } from '../../../../core/classifier.ts';
import { CATEGORIES } from '../../../../core/record.ts';
import { Card } from '../../components/kit/card.tsx';
import { formatCount, formatShare } from '../../lib/format-number.ts';
import { strings } from '../../strings/catalogue.ts';
import { type ConfusionCell, confusionRows, worstConfusion } from './confusion.ts';

const words = strings.classifier.confusion;
/** The strongest shade, in percent: text on it keeps its contrast in both themes. */
const MOST_SHADE = 28;
/** A head of a row stays where the matrix scrolls. */
const HEAD = 'sticky start-0 bg-surface pe-1 text-start font-medium';
/** Names of columns stand upright on a phone: only so has the whole matrix room. */
const UPRIGHT = 'max-sm:inline-block max-sm:rotate-180 max-sm:[writing-mode:vertical-rl]';

function Cell({ count, share, isRight }: ConfusionCell) {
  const colour = isRight ? 'var(--good)' : 'var(--bad)';
  const shade = Math.round(share * MOST_SHADE * 10) / 10;
  return (
    <td
      className={`rounded-md px-1 py-1.5 text-end whitespace-nowrap tabular-nums sm:px-2 ${isRight ? 'font-semibold' : ''}`}
      style={{ background: `color-mix(in srgb, ${colour} ${shade}%, var(--surface))` }}
    >
      <span className="block">{formatCount(count)}</span>
      <span className="block text-xs">{formatShare(share)}</span>
    </td>
  );
}

function MatrixHead() {
  return (
    <thead>
      <tr className="text-xs text-ink-soft">
        <th scope="col" className={`${HEAD} align-bottom sm:whitespace-nowrap`}>
          {words.corner}
        </th>
        {CATEGORIES.map((name) => (
          <th key={name} scope="col" className="px-1 text-end align-bottom font-medium sm:px-2">
            <span className={UPRIGHT}>{name}</span>
          </th>
        ))}
        <th scope="col" className="px-2 text-end align-bottom font-medium max-sm:hidden">
          {words.total}
        </th>
      </tr>
    </thead>
  );
}

/** What was taken for what, when the model was measured. */
export function ConfusionCard({ confusion }: { confusion: Evaluation['confusion'] }) {
  const rows = confusionRows(confusion);
  const worst = worstConfusion(rows);
  return (
    <Card title={words.title} className="h-full">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
      <section className="overflow-x-auto" tabIndex={0} aria-label={words.table}>
        <table className="w-full border-separate border-spacing-0.5 text-[13px] sm:border-spacing-1">
          <MatrixHead />
          <tbody>
            {rows.map(({ label, total, cells }) => (
              <tr key={label}>
                <th scope="row" className={HEAD}>
                  {label}
                </th>
                {cells.map((cell) => (
                  <Cell key={cell.answer} {...cell} />
                ))}
                <td className="px-2 text-end tabular-nums text-ink-soft max-sm:hidden">{formatCount(total)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className="mt-2 text-xs text-ink-soft">
        {words.caption} {worst && words.worst(worst.label, worst.answer, formatShare(worst.share))}
      </p>
    </Card>
  );
}
