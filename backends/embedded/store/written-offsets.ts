import type { DatabaseSync } from 'node:sqlite';

/** Offsets from `first` to `last`, both included. */
export interface Interval {
  first: number;
  last: number;
}

/** Which offsets of each source were ever stored, kept as intervals: writing in order keeps one row a source. */
export interface WrittenOffsets {
  /** Those of the offsets (rising, all different) that were never stored; from now on they were. The transaction is the caller's. */
  claim(epoch: string, partition: number, offsets: readonly number[]): number[];
}

export function createWrittenOffsets(db: DatabaseSync): WrittenOffsets {
  const before = db.prepare(
    'SELECT first, last FROM written WHERE epoch = ? AND partition = ? AND first < ? ORDER BY first DESC LIMIT 1',
  );
  const within = db.prepare(
    'SELECT first, last FROM written WHERE epoch = ? AND partition = ? AND first >= ? AND first <= ? ORDER BY first',
  );
  const remove = db.prepare('DELETE FROM written WHERE epoch = ? AND partition = ? AND first = ?');
  const insert = db.prepare('INSERT INTO written (epoch, partition, first, last) VALUES (?, ?, ?, ?)');
  return {
    claim(epoch, partition, offsets) {
      const lowest = offsets[0];
      const highest = offsets.at(-1);
      if (lowest === undefined || highest === undefined) return [];
      const known = within.all(epoch, partition, lowest, highest + 1) as unknown as Interval[];
      const left = before.get(epoch, partition, lowest) as unknown as Interval | undefined;
      if (left && left.last >= lowest - 1) known.unshift(left);
      const fresh = offsetsOutside(offsets, known);
      if (fresh.length === 0) return fresh;
      for (const { first } of known) remove.run(epoch, partition, first);
      for (const { first, last } of unite(known, fresh)) insert.run(epoch, partition, first, last);
      return fresh;
    },
  };
}

function offsetsOutside(offsets: readonly number[], intervals: readonly Interval[]): number[] {
  let next = 0;
  return offsets.filter((offset) => {
    while (next < intervals.length && (intervals[next] as Interval).last < offset) next++;
    const interval = intervals[next];
    return !interval || offset < interval.first;
  });
}

/** The intervals that cover both; neighbours become one. Both inputs rise. */
function unite(intervals: readonly Interval[], offsets: readonly number[]): Interval[] {
  const all = [...intervals, ...offsets.map((offset) => ({ first: offset, last: offset }))].sort(
    (a, b) => a.first - b.first,
  );
  const united: Interval[] = [];
  for (const { first, last } of all) {
    const end = united.at(-1);
    if (end && first <= end.last + 1) end.last = Math.max(end.last, last);
    else united.push({ first, last });
  }
  return united;
}
