import { useRef, useState } from 'react';

// biome-ignore lint/suspicious/noExplicitAny: any function may stand in such an object
type Actions = Record<string, (...given: any[]) => unknown>;

/** The same functions at each render, each calling its newest self: for components that are drawn again only when something changed. */
export function useStable<T extends Actions>(actions: T): T {
  const latest = useRef(actions);
  latest.current = actions;
  const [stable] = useState(
    () =>
      Object.fromEntries(
        Object.keys(actions).map((name) => [name, (...given: unknown[]) => latest.current[name]?.(...given)]),
      ) as T,
  );
  return stable;
}
