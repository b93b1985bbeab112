import { type RefObject, useCallback, useEffect, useLayoutEffect, useState } from 'react';

/** Rows beyond those in view, so that none is blank while one scrolls. */
const MORE_ROWS = 10;
/** While it follows, all rows are soon replaced: only a first step back has to find some. */
const MORE_FOLLOWING = 4;

interface RowWindowOptions {
  frame: RefObject<HTMLElement | null>;
  count: number;
  rowPx: number;
  /** Whether the end stays in view, whatever is added. */
  isFollowing: boolean;
}

/** Which of many rows of one height have to be drawn: `[first, end)`. */
export function useRowWindow({ frame, count, rowPx, isFollowing }: RowWindowOptions) {
  const [view, setView] = useState({ first: 0, rows: 0 });
  const measure = useCallback((): void => {
    const { scrollTop, clientHeight } = frame.current ?? { scrollTop: 0, clientHeight: 0 };
    const first = Math.floor(scrollTop / rowPx);
    const rows = Math.ceil(clientHeight / rowPx) + 1;
    setView((before) => (before.first === first && before.rows === rows ? before : { first, rows }));
  }, [frame, rowPx]);
  useEffect(() => {
    measure();
    const observer = new ResizeObserver(measure);
    if (frame.current) observer.observe(frame.current);
    return () => observer.disconnect();
  }, [frame, measure]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever moves the end has to be followed
  useLayoutEffect(() => {
    if (isFollowing && frame.current) frame.current.scrollTop = count * rowPx;
  }, [frame, isFollowing, count, rowPx, view.rows]);
  if (isFollowing) return { first: Math.max(0, count - view.rows - MORE_FOLLOWING), end: count, measure };
  const first = Math.max(0, Math.min(view.first, count - view.rows) - MORE_ROWS);
  return { first, end: Math.min(count, view.first + view.rows + MORE_ROWS), measure };
}
