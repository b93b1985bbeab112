const MOST_REMEMBERED = 50;

/** The history with a query that was run: newest first, each once, nothing empty. */
export function remember(history: readonly string[], query: string): string[] {
  const text = query.trim();
  if (text === '') return [...history];
  return [text, ...history.filter((each) => each !== text)].slice(0, MOST_REMEMBERED);
}

/** Where somebody stands who goes through the history; -1 is what they were writing themselves. */
export interface Recall {
  index: number;
  own: string;
}

export const NOT_RECALLING: Recall = { index: -1, own: '' };

/** One step further into the past or back; null at either end. */
export function recall(
  history: readonly string[],
  { index, own }: Recall,
  written: string,
  step: 'older' | 'newer',
): { text: string; recall: Recall } | null {
  const mine = index === -1 ? written : own;
  let next = index + (step === 'older' ? 1 : -1);
  // what stands there already is no step
  if (step === 'older' && index === -1 && history[next] === written) next += 1;
  if (next < -1 || next >= history.length) return null;
  return { text: next === -1 ? mine : (history[next] ?? ''), recall: { index: next, own: mine } };
}
