const MARK = 'logsieve.reloaded';

/**
 * Loads the document anew, as for the files of a newer dashboard.
 * @returns false when that was done before and has not helped since, or cannot be remembered: it would have no end
 */
export function reloadOnce(): boolean {
  try {
    if (sessionStorage.getItem(MARK) !== null) return false;
    sessionStorage.setItem(MARK, 'yes');
  } catch {
    return false;
  }
  location.reload();
  return true;
}

/** It helped: the next time the document may be loaded anew again. */
export function forgetReload(): void {
  try {
    sessionStorage.removeItem(MARK);
  } catch {}
}
