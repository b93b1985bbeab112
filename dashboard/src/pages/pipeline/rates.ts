interface Count {
  at: number;
  count: number | null | undefined;
}

/** What came a second between two counts; null when one is not known, no time passed, or counting began anew. */
export function perSecond(before: Count, now: Count): number | null {
  const [from, to] = [before.count ?? null, now.count ?? null];
  if (from === null || to === null || to < from || now.at <= before.at) return null;
  return ((to - from) * 1_000) / (now.at - before.at);
}
