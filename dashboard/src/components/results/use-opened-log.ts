import { useEffect, useRef } from 'react';
import { useScreenState } from '../../lib/screen-state.ts';
import type { Grid } from './use-grid.ts';

interface OpenedOptions {
  ids: readonly string[];
  /** The log that the details show. */
  openId: string | null;
  onOpen(id: string | null): void;
}

/** The cursor goes to the log that is opened from elsewhere, and has the focus again when it is closed. */
function useFollowOpen({ ids, openId }: Omit<OpenedOptions, 'onOpen'>, { cursor, moveTo, scroller }: Grid): void {
  const before = useRef<string | null>(null);
  useEffect(() => {
    const last = before.current;
    if (last === openId) return;
    const row = openId === null ? cursor.row : ids.indexOf(openId);
    // it may stand on a page that is not loaded yet
    if (row < 0) return;
    before.current = openId;
    const isLost = document.activeElement === document.body || scroller.current?.contains(document.activeElement);
    moveTo({ ...cursor, row }, { focus: (openId === null && isLost) === true });
  });
}

/** Has the cursor follow the log that is opened; the answer opens one with what was logged around it. */
export function useOpenedLog({ ids, openId, onOpen }: OpenedOptions, grid: Grid): (id: string) => void {
  const [, changeScreen] = useScreenState();
  const wantsContext = useRef(false);
  useFollowOpen({ ids, openId }, grid);
  useEffect(() => {
    if (openId === null || !wantsContext.current) return;
    wantsContext.current = false;
    changeScreen({ tab: 'context' }, { replace: true });
  }, [openId, changeScreen]);
  return (id) => {
    if (id === openId) return changeScreen({ tab: 'context' }, { replace: true });
    wantsContext.current = true;
    onOpen(id);
  };
}
