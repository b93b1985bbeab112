import type { Evaluation } from '../../../../core/classifier.ts';
import { CATEGORIES, type Category } from '../../../../core/record.ts';
import { Card } from '../../components/kit/card.tsx';
import { CATEGORY_COLOURS, CategoryTag } from '../../components/tags.tsx';
import { formatCount, formatShare } from '../../lib/format-number.ts';
import { strings } from '../../strings/catalogue.ts';

const words = strings.classifier.classes;
const NUMBER = 'py-2.5 ps-3 text-end whitespace-nowrap tabular-nums';

/** A share in figures and as a bar below, so that the weak ones are seen at once. */
function Score({ share, colour, isMain = false }: { share: number; colour: string; isMain?: boolean }) {
  return (
    <td className={`${NUMBER} ${isMain ? 'font-semibold' : ''}`}>
      {formatShare(share)}
      <span aria-hidden className="mt-1 block h-1 overflow-hidden rounded-full bg-sunken">
        <span className="block h-full rounded-full" style={{ width: `${share * 100}%`, background: colour }} />
      </span>
    </td>
  );
}

interface ScoresRowProps {
  category: Category;
  scores: Evaluation['classes'][Category];
}

function ScoresRow({ category, scores: { precision, recall, f1, support } }: ScoresRowProps) {
  const colour = CATEGORY_COLOURS[category];
  return (
    <tr className="border-t border-line">
      <th scope="row" className="py-2.5 text-start align-top font-normal">
        <CategoryTag category={category} />
      </th>
      <Score share={precision} colour={colour} />
      <Score share={recall} colour={colour} />
      <Score share={f1} colour={colour} isMain />
      <td className={`${NUMBER} align-top text-ink-soft max-sm:hidden`}>{formatCount(support)}</td>
    </tr>
  );
}

/** How well each category is met. */
export function ClassScoresCard({ classes }: { classes: Evaluation['classes'] }) {
  return (
    <Card title={words.title} className="h-full">
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
          {CATEGORIES.map((category) => (
            <ScoresRow key={category} category={category} scores={classes[category]} />
          ))}
        </tbody>
      </table>
      <p className="mt-2 border-t border-line pt-3 text-xs text-ink-soft">{words.meaning}</p>
    </Card>
  );
}
