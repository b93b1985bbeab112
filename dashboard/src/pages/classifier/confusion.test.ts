import { describe, expect, it } from '@jest/globals';
import type { Evaluation } from '../../../../core/classifier.ts';
import { confusionRows, worstConfusion } from './confusion.ts';

const NONE = { Security: 0, Performance: 0, Business: 0, General: 0 };
const confusion = (some: Partial<Evaluation['confusion']>): Evaluation['confusion'] => ({
  Security: NONE,
  Performance: NONE,
  Business: NONE,
  General: NONE,
  ...some,
});

describe('the confusion of a model', () => {
  it('is a row for each label, with the share of each answer', () => {
    const [security] = confusionRows(confusion({ Security: { ...NONE, Security: 3, General: 1 } }));
    expect(security).toMatchObject({ label: 'Security', total: 4 });
    expect(security?.cells.map(({ share }) => share)).toEqual([0.75, 0, 0, 0.25]);
    expect(security?.cells.map(({ isRight }) => isRight)).toEqual([true, false, false, false]);
  });

  it('has shares of 0 where no line has the label', () => {
    const rows = confusionRows(confusion({}));
    expect(rows.flatMap(({ cells }) => cells).every(({ share }) => share === 0)).toBe(true);
  });

  it('is worst where the greatest share of a label is taken for another', () => {
    const rows = confusionRows(
      confusion({
        Security: { ...NONE, Security: 90, General: 10 },
        Business: { ...NONE, Business: 1, Performance: 1 },
      }),
    );
    expect(worstConfusion(rows)).toMatchObject({ label: 'Business', answer: 'Performance', count: 1, share: 0.5 });
  });

  it('has no worst where all is right', () => {
    expect(worstConfusion(confusionRows(confusion({ Security: { ...NONE, Security: 5 } })))).toBeNull();
  });
});
