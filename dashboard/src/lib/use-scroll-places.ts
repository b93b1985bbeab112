import { useEffect, useLayoutEffect, useRef } from 'react';
import type { Location } from 'react-router';

const STORED = 'logsieve.scroll-places';
/** Whoever does one of these wants to be where they go. */
const OWN_WILL = ['wheel', 'touchstart', 'pointerdown', 'keydown'] as const;

/** How far the window was scrolled at each entry of the history, also after the document is loaded anew. */
function readPlaces(): Map<string, number> {
  try {
    return new Map(JSON.parse(sessionStorage.getItem(STORED) ?? '[]') as [string, number][]);
  } catch {
    return new Map();
  }
}

function keepPlaces(places: ReadonlyMap<string, number>): void {
  try {
    sessionStorage.setItem(STORED, JSON.stringify([...places]));
  } catch {
    // then a document that is loaded anew begins at its top
  }
}

/** So long the parts of a page come in, each of which may move the others. */
const COMING_IN_MS = 5_000;

/** Keeps the window there while the page comes in, unless somebody acts first; answers how to give it up. */
function holdAt(top: number): () => void {
  const observer = new ResizeObserver(() => window.scrollTo(0, top));
  const timer = setTimeout(stop, COMING_IN_MS);
  function stop(): void {
    observer.disconnect();
    clearTimeout(timer);
    for (const act of OWN_WILL) window.removeEventListener(act, stop);
  }
  for (const act of OWN_WILL) window.addEventListener(act, stop, { passive: true });
  window.scrollTo(0, top);
  observer.observe(document.body);
  return stop;
}

/** A page one goes back to is scrolled as it was left, any other begins at its top. `drawn` is where the page that is shown stands. */
export function useScrollPlaces({ key, pathname }: Location): void {
  const places = useRef<Map<string, number>>(null);
  places.current ??= readPlaces();
  const known = places.current;
  const shown = useRef(key);
  useEffect(() => {
    history.scrollRestoration = 'manual';
    const note = (): void => void known.set(shown.current, window.scrollY);
    const keep = (): void => keepPlaces(known);
    window.addEventListener('scroll', note, { passive: true });
    window.addEventListener('pagehide', keep);
    return () => {
      window.removeEventListener('scroll', note);
      window.removeEventListener('pagehide', keep);
    };
  }, [known]);
  useLayoutEffect(() => {
    shown.current = key;
  }, [key]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: within a page nothing is scrolled
  useLayoutEffect(() => {
    const top = known.get(key) ?? 0;
    if (top > 0) return holdAt(top);
    window.scrollTo(0, 0);
  }, [known, pathname]);
}
