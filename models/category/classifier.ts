import type { Classification, Classifier, ClassifierInput, Explanation, ModelFacts } from '../../core/classifier.ts';
import { CATEGORIES, type Category } from '../../core/record.ts';
import { weighTerms } from './explain.ts';
import type { CategoryParameters, CategorySettings } from './parameters.ts';
import { createScorer } from './scorer.ts';

export interface CategoryClassifierOptions extends ModelFacts {
  version: string;
  parameters: CategoryParameters;
  settings: CategorySettings;
}

/** A Classifier over learnt parameters. Only the first 2,000 characters of a message count. */
export function createCategoryClassifier(model: CategoryClassifierOptions): Classifier {
  const { version, parameters, settings, date, corpus, metrics } = model;
  const scorer = createScorer(parameters, settings);

  function classify(input: ClassifierInput): Classification {
    const probabilities = scorer.score(input);
    let best = 0;
    for (let c = 1; c < probabilities.length; c += 1) {
      if ((probabilities[c] as number) > (probabilities[best] as number)) best = c;
    }
    return { category: CATEGORIES[best] as Category, confidence: probabilities[best] as number };
  }

  function explain(input: ClassifierInput): Explanation {
    const answer = classify(input);
    const scores = Object.fromEntries(
      Array.from(scorer.score(input), (probability, c) => [CATEGORIES[c], probability]),
    ) as Record<Category, number>;
    const terms = weighTerms({ input, scorer, parameters, settings, category: answer.category });
    return { ...answer, scores, terms, model_version: version };
  }

  return { version, facts: { date, corpus, metrics }, classify, explain };
}
