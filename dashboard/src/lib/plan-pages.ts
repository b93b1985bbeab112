/** A page of rows of a long list. */
export interface PageOfRows {
  rowCount: number;
  /** Whether its rows are in memory. */
  isHeld: boolean;
}

/** The rows that are seen, and others that have to stay in memory. */
export interface NeededRows {
  first: number;
  last: number;
  pinned: readonly number[];
}

/** Pages, by their place, to let go of and to ask for again. */
export interface PagePlan {
  drop: number[];
  load: number[];
}

/** So many rows above and below what is seen are ready before one comes to them. */
const AHEAD = 200;

/**
 * Which pages should be in memory: those around the rows that are seen, those with pinned rows, and of the others the nearest
 * while all are no more than `most`. The first page stays: it could not be asked for again as it was.
 */
export function planPages(pages: readonly PageOfRows[], needed: NeededRows, most: number): PagePlan {
  const starts = startsOf(pages);
  const distances = pages.map(({ rowCount }, page) => distanceOf(starts[page] ?? 0, rowCount, needed));
  const isPinned = ({ rowCount }: PageOfRows, start: number): boolean =>
    needed.pinned.some((row) => row >= start && row < start + rowCount);
  const isNeeded = pages.map(
    (page, at) => at === 0 || (distances[at] ?? 0) <= AHEAD || isPinned(page, starts[at] ?? 0),
  );
  const load = [...pages.keys()].filter((page) => isNeeded[page] && !pages[page]?.isHeld);
  const held = [...pages.keys()].filter((page) => pages[page]?.isHeld);
  const spare = Math.max(0, held.length + load.length - most);
  const drop = held
    .filter((page) => !isNeeded[page])
    .sort((one, other) => (distances[other] ?? 0) - (distances[one] ?? 0))
    .slice(0, spare);
  return { drop, load };
}

function startsOf(pages: readonly PageOfRows[]): number[] {
  let start = 0;
  return pages.map(({ rowCount }) => {
    start += rowCount;
    return start - rowCount;
  });
}

/** Rows between a page and what is seen of the list. */
function distanceOf(start: number, rowCount: number, { first, last }: NeededRows): number {
  return Math.max(0, start - last, first - (start + rowCount - 1));
}
