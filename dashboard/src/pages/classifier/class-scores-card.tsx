import type { Evaluation } from '../../../../core/classifier.ts';
import { CATEGORIES } from '../../../../core/record.ts';
import { Card } from '../../components/kit/card.tsx';
import { CategoryTag } from '../../components/tags.tsx';
import { formatCount, formatShare } from '../../lib/format-number.ts';
import { strings } from '../../strings/catalogue.ts';

const words = strings.classifier.classes;
const NUMBER = 'py-2 ps-3 text-end tabular-nums';

/** How well each category is met. */
export function ClassScoresCard({ classes }: { classes: Evaluation['classes'] }) {
  return (
    <Card title={words.title}>
      <table className="w-full text-[13px]">
        <caption className="sr-only">{words.caption}</caption>
        <thead>
          <tr className="text-xs text-ink-soft">
            <th scope="col" className="py-1 text-start font-medium">
              {words.category}
            </th>
            {[words.precision, words.recall, words.f1].map((name) => (
              <th key={name} scope="col" className="py-1 ps-3 text-end font-medium">
                {name}
              </th>
            ))}
            <th scope="col" className="py-1 ps-3 text-end font-medium max-sm:hidden">
              {words.support}
            </th>
          </tr>
        </thead>
        <tbody>
          {CATEGORIES.map((category) => {
            const { precision, recall, f1, support } = classes[category];
            return (
              <tr key={category} className="border-t border-line">
                <th scope="row" className="py-2 text-start font-normal">
                  <CategoryTag category={category} />
                </th>
                <td className={NUMBER}>{formatShare(precision)}</td>
                <td className={NUMBER}>{formatShare(recall)}</td>
                <td className={`${NUMBER} font-semibold`}>{formatShare(f1)}</td>
                <td className={`${NUMBER} text-ink-soft max-sm:hidden`}>{formatCount(support)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Card>
  );
}
