import type { Evaluation } from '../../../../core/classifier.ts';
import { CATEGORIES } from '../../../../core/record.ts';
import { Card } from '../../components/kit/card.tsx';
import { formatCount, formatShare } from '../../lib/format-number.ts';
import { strings } from '../../strings/catalogue.ts';
import { type ConfusionCell, confusionRows, worstConfusion } from './confusion.ts';

const words = strings.classifier.confusion;
/** The strongest shade, in percent: text on it keeps its contrast in both themes. */
const MOST_SHADE = 28;

function Cell({ count, share, isRight }: ConfusionCell) {
  const colour = isRight ? 'var(--good)' : 'var(--bad)';
  const shade = Math.round(share * MOST_SHADE * 10) / 10;
  return (
    <td
      className={`rounded-md px-2 py-1.5 text-end tabular-nums ${isRight ? 'font-semibold' : ''}`}
      style={{ background: `color-mix(in srgb, ${colour} ${shade}%, var(--surface))` }}
    >
      <span className="block">{formatCount(count)}</span>
      <span className="block text-xs">{formatShare(share)}</span>
    </td>
  );
}

/** What was taken for what, when the model was measured. */
export function ConfusionCard({ confusion }: { confusion: Evaluation['confusion'] }) {
  const rows = confusionRows(confusion);
  const worst = worstConfusion(rows);
  return (
    <Card title={words.title}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
      <section className="overflow-x-auto" tabIndex={0} aria-label={words.table}>
        <table className="w-full min-w-[26rem] border-separate border-spacing-1 text-[13px]">
          <thead>
            <tr className="text-xs text-ink-soft">
              <th scope="col" className="whitespace-nowrap text-start font-medium">
                {words.corner}
              </th>
              {[...CATEGORIES, words.total].map((name) => (
                <th key={name} scope="col" className="px-2 text-end font-medium">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ label, total, cells }) => (
              <tr key={label}>
                <th scope="row" className="text-start font-medium">
                  {label}
                </th>
                {cells.map((cell) => (
                  <Cell key={cell.answer} {...cell} />
                ))}
                <td className="px-2 text-end tabular-nums text-ink-soft">{formatCount(total)}</td>
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
