import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SCHEMA } from './store-database.ts';
import { createWrittenOffsets } from './written-offsets.ts';

function openTable(): { db: DatabaseSync; intervals(): unknown[] } {
  const db = new DatabaseSync(':memory:');
  db.exec(SCHEMA);
  const select = db.prepare('SELECT first, last FROM written ORDER BY epoch, partition, first');
  return { db, intervals: () => select.all().map((row) => [row.first, row.last]) };
}

describe('written offsets', () => {
  test('an offset is claimed once, whatever the order', () => {
    const claims = fc.array(fc.uniqueArray(fc.nat({ max: 60 }), { maxLength: 12 }), { maxLength: 20 });
    fc.assert(
      fc.property(claims, (calls) => {
        const { db, intervals } = openTable();
        const written = createWrittenOffsets(db);
        const known = new Set<number>();
        for (const call of calls) {
          const rising = call.toSorted((a, b) => a - b);
          expect(written.claim('e', 0, rising)).toEqual(rising.filter((offset) => !known.has(offset)));
          for (const offset of rising) known.add(offset);
        }
        const covered = (intervals() as [number, number][]).flatMap(([first, last]) =>
          Array.from({ length: last - first + 1 }, (_, index) => first + index),
        );
        expect(covered).toEqual([...known].sort((a, b) => a - b));
        db.close();
      }),
    );
  });

  test('writing in order keeps one interval, and sources are apart', () => {
    const { db, intervals } = openTable();
    const written = createWrittenOffsets(db);
    for (let begin = 0; begin < 100; begin += 10)
      written.claim(
        'e',
        0,
        Array.from({ length: 10 }, (_, index) => begin + index),
      );
    expect(written.claim('e', 1, [5])).toEqual([5]);
    expect(written.claim('f', 0, [5])).toEqual([5]);
    expect(intervals()).toEqual([
      [0, 99],
      [5, 5],
      [5, 5],
    ]);
    db.close();
  });
});
