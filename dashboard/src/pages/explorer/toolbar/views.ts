import type { ScreenChange } from '../../../lib/screen-state.ts';

/** A screen that was given a name. */
export interface SavedView {
  name: string;
  q: string;
  from: string;
  to: string;
  /** As in the address; absent for those that are usual. */
  cols?: string;
  order?: string;
  by?: string;
}

/** The views with this one, in the order of the alphabet; one of the same name is replaced. */
export function withView(views: readonly SavedView[], view: SavedView): SavedView[] {
  const others = views.filter(({ name }) => name !== view.name);
  return [...others, view].sort((a, b) => a.name.localeCompare(b.name));
}

export function withoutView(views: readonly SavedView[], name: string): SavedView[] {
  return views.filter((view) => view.name !== name);
}

/** The views with another name for one of them; nothing changes when the name is empty or taken. */
export function renameView(views: readonly SavedView[], name: string, next: string): SavedView[] {
  const view = views.find((each) => each.name === name);
  const isFree = next !== '' && !views.some((each) => each.name === next);
  return view && isFree ? withView(withoutView(views, name), { ...view, name: next }) : [...views];
}

/** What makes the address show the view. */
export function addressOf({ q, from, to, cols, order, by }: SavedView): ScreenChange {
  return { q, from, to, cols, order, by, id: undefined };
}
