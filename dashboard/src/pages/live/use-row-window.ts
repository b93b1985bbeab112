import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

/** Rows beyond those in view, so that none is blank while one scrolls. */
const MORE_ROWS = 10;
/** While it follows, all rows are soon replaced: only a first step back has to find some. */
const MORE_FOLLOWING = 4;

/** So near is at the end: parts of a pixel are lost where a screen is enlarged. */
const NEAR_PX = 2;

interface RowWindowOptions {
  frame: RefObject<HTMLElement | null>;
  count: number;
  rowPx: number;
  /** Whether the end stays in view, whatever is added. */
  isFollowing: boolean;
  /** Told after each scroll whether the end is in view. */
  onEdge(isAtEnd: boolean): void;
}

function isAtEnd({ scrollHeight, scrollTop, clientHeight }: HTMLElement): boolean {
  return scrollHeight - scrollTop - clientHeight < NEAR_PX;
}

/** Keeps the end in view while it is followed, also when the frame changes its height. */
function useEnd({ frame, count, rowPx, isFollowing }: RowWindowOptions) {
  /** How high all rows are, and where the frame was scrolled to for their end; null while it is not followed. */
  const followed = useRef<{ px: number; top: number } | null>(null);
  const bringIntoView = useCallback((): void => {
    if (!followed.current || !frame.current) return;
    frame.current.scrollTop = followed.current.px;
    followed.current.top = frame.current.scrollTop;
  }, [frame]);
  useLayoutEffect(() => {
    followed.current = isFollowing ? { px: count * rowPx, top: 0 } : null;
    bringIntoView();
  }, [bringIntoView, isFollowing, count, rowPx]);
  /** A scroll away from the end that nobody made is undone: the frame lost height since, as to a notice above it. */
  const undoShift = (): void => {
    if (!followed.current || !frame.current || isAtEnd(frame.current)) return;
    if (frame.current.scrollTop >= followed.current.top - NEAR_PX) bringIntoView();
  };
  return { bringIntoView, undoShift };
}

/** Which of many rows of one height have to be drawn, `[first, end)`. `onScroll` is for the frame. */
export function useRowWindow(options: RowWindowOptions) {
  const { frame, count, rowPx, isFollowing, onEdge } = options;
  const [view, setView] = useState({ first: 0, rows: 0 });
  const { bringIntoView, undoShift } = useEnd(options);
  const measure = useCallback((): void => {
    const { scrollTop, clientHeight } = frame.current ?? { scrollTop: 0, clientHeight: 0 };
    const first = Math.floor(scrollTop / rowPx);
    const rows = Math.ceil(clientHeight / rowPx) + 1;
    setView((before) => (before.first === first && before.rows === rows ? before : { first, rows }));
  }, [frame, rowPx]);
  useEffect(() => {
    const adapt = (): void => {
      bringIntoView();
      measure();
    };
    adapt();
    const observer = new ResizeObserver(adapt);
    if (frame.current) observer.observe(frame.current);
    return () => observer.disconnect();
  }, [frame, measure, bringIntoView]);
  const onScroll = (): void => {
    undoShift();
    measure();
    if (frame.current) onEdge(isAtEnd(frame.current));
  };
  if (isFollowing) return { first: Math.max(0, count - view.rows - MORE_FOLLOWING), end: count, onScroll };
  const first = Math.max(0, Math.min(view.first, count - view.rows) - MORE_ROWS);
  return { first, end: Math.min(count, view.first + view.rows + MORE_ROWS), onScroll };
}
