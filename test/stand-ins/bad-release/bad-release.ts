/** What is wrong with a release: of which messages its classifier cannot bear. Both are regular expressions. */
export interface Fault {
  /** It throws. */
  throws?: string;
  /** It never comes to an end. */
  loops?: string;
}

/** Settings that make a process of the program one of a release with such a classifier. */
export function badRelease(fault: Fault): { NODE_OPTIONS: string } {
  const hooks = new URL('./replace-classifier.ts', import.meta.url);
  for (const [kind, pattern] of Object.entries(fault)) hooks.searchParams.set(kind, pattern);
  return { NODE_OPTIONS: `--import=${hooks.href}` };
}
