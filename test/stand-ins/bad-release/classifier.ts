import type { Classifier } from '../../../core/classifier.ts';
import {
  type CategoryClassifierOptions,
  createCategoryClassifier as createGoodOne,
} from '../../../models/category/classifier.ts';

const { searchParams } = new URL(import.meta.url);
const patternOf = (kind: string): RegExp | null => {
  const source = searchParams.get(kind);
  return source === null ? null : new RegExp(source);
};
const throws = patternOf('throws');
const loops = patternOf('loops');

/** The program's own classifier, with the faults that the URL of this file names. */
export function createCategoryClassifier(model: CategoryClassifierOptions): Classifier {
  const good = createGoodOne(model);
  return {
    ...good,
    classify(input) {
      if (throws?.test(input.message)) throw new TypeError('this release cannot classify');
      if (loops?.test(input.message)) for (;;) {}
      return good.classify(input);
    },
  };
}
