import { useEffect, useState } from 'react';

/** True once something has been true for that long: what is over at once is not shown. */
export function useLasting(isTrue: boolean, ms = 300): boolean {
  const [hasLasted, setLasted] = useState(false);
  useEffect(() => {
    if (!isTrue) return;
    const timer = setTimeout(() => setLasted(true), ms);
    return () => {
      clearTimeout(timer);
      setLasted(false);
    };
  }, [isTrue, ms]);
  return hasLasted;
}
