/** Below this the classifier is not sure of a category. */
export const SURE_FROM = 0.6;

/** Whether the classifier is sure of what it says. */
export function isSure(confidence: number): boolean {
  return confidence >= SURE_FROM;
}

/** Finds the logs whose category is not sure. */
export const UNSURE_QUERY = `category_confidence:<${SURE_FROM}`;
