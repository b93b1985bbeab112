import type { Evaluation } from '../../../../core/classifier.ts';
import { CATEGORIES, type Category } from '../../../../core/record.ts';

export interface ConfusionCell {
  answer: Category;
  count: number;
  /** Of the lines with this label. */
  share: number;
  isRight: boolean;
}

export interface ConfusionRow {
  label: Category;
  total: number;
  cells: ConfusionCell[];
}

/** A row for each label with its answers; the shares of a row sum to 1, or are 0 where no line has the label. */
export function confusionRows(confusion: Evaluation['confusion']): ConfusionRow[] {
  return CATEGORIES.map((label) => {
    const total = CATEGORIES.reduce((sum, answer) => sum + confusion[label][answer], 0);
    const cells = CATEGORIES.map((answer) => {
      const count = confusion[label][answer];
      return { answer, count, share: total === 0 ? 0 : count / total, isRight: answer === label };
    });
    return { label, total, cells };
  });
}

/** The two categories that are taken for each other most, with how often; null when nothing was wrong. */
export function worstConfusion(rows: readonly ConfusionRow[]): (ConfusionCell & { label: Category }) | null {
  const wrong = rows.flatMap(({ label, cells }) =>
    cells.filter(({ isRight }) => !isRight).map((c) => ({ ...c, label })),
  );
  const worst = wrong.reduce(
    (most, cell) => (cell.share > most.share ? cell : most),
    wrong[0] as (typeof wrong)[number],
  );
  return worst.count === 0 ? null : worst;
}
