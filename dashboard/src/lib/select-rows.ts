/** Which rows are selected, by id, and the one from which a range is counted. */
export interface Selection {
  ids: ReadonlySet<string>;
  anchor: string | null;
}

export const NOTHING_SELECTED: Selection = { ids: new Set(), anchor: null };

/** In or out. */
export function toggleRow({ ids }: Selection, id: string): Selection {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return { ids: next, anchor: id };
}

/** All of these in, or all of them out. */
export function putRows(ids: ReadonlySet<string>, rows: readonly string[], isSelected: boolean): ReadonlySet<string> {
  const rest = [...ids].filter((id) => !rows.includes(id));
  return new Set(isSelected ? [...rest, ...rows] : rest);
}

/** Everything between the anchor and this row besides what was selected. */
export function selectRange({ ids, anchor }: Selection, id: string, order: readonly string[]): Selection {
  const to = order.indexOf(id);
  const from = anchor === null ? to : order.indexOf(anchor);
  if (to < 0 || from < 0) return { ids: new Set([...ids, id]), anchor: id };
  return { ids: new Set([...ids, ...order.slice(Math.min(from, to), Math.max(from, to) + 1)]), anchor };
}
