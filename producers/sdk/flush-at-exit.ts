type Flush = () => void;

const flushes = new Set<Flush>();

function flushAll(): void {
  for (const flush of flushes) flush();
  // once each: a host that logs at every exit would never end otherwise
  flushes.clear();
}

/** Calls it once when the process has nothing left to do; the returned function forgets it. One listener for all. */
export function flushAtExit(flush: Flush): () => void {
  if (!process.listeners('beforeExit').includes(flushAll)) process.on('beforeExit', flushAll);
  flushes.add(flush);
  return () => {
    flushes.delete(flush);
    if (flushes.size === 0) process.removeListener('beforeExit', flushAll);
  };
}
