import { useState } from 'react';

/** A state that begins as what is given, and does so again whenever `key` changes. */
export function useOwn<T>(given: T, key: string): [value: T, change: (value: T) => void] {
  const [own, setOwn] = useState({ key, value: given });
  if (own.key !== key) setOwn({ key, value: given });
  return [own.key === key ? own.value : given, (value) => setOwn({ key, value })];
}
