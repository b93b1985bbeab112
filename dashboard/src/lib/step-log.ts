/** The id of the log after or before an open one; null at an end. One that left the list is before the first. */
export function stepLog(logs: readonly { id: string }[], openId: string | null, direction: 1 | -1): string | null {
  return logs[logs.findIndex(({ id }) => id === openId) + direction]?.id ?? null;
}
