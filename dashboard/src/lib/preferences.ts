import { useMemo, useSyncExternalStore } from 'react';

/** What a browser remembers for its user. */
const PREFIX = 'logsieve.';
const listeners = new Set<() => void>();

function read(name: string): string | null {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

/** Remembers a value; null forgets it. A browser without storage keeps nothing. */
function writePreference(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(PREFIX + name);
    else localStorage.setItem(PREFIX + name, value);
  } catch {}
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    removeEventListener('storage', listener);
  };
}

/** A remembered text, the same in all tabs. */
export function usePreference(name: string): [value: string | null, change: (value: string | null) => void] {
  const value = useSyncExternalStore(subscribe, () => read(name));
  return [value, (next) => writePreference(name, next)];
}

/** A remembered value of any shape, the very same until it changes; the default where nothing is remembered or it cannot be read. */
export function usePreferenceJson<T>(name: string, fallback: T): [value: T, change: (value: T) => void] {
  const [text, change] = usePreference(name);
  const remembered = useMemo(() => parseOr(text, fallback), [text, fallback]);
  return [remembered, (value) => change(JSON.stringify(value))];
}

function parseOr<T>(text: string | null, fallback: T): T {
  if (text === null) return fallback;
  try {
    return JSON.parse(text) as T;
  } catch {
    return fallback;
  }
}
