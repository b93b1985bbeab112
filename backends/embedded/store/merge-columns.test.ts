import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type LogRecord, TEXT_FIELDS } from '../../../core/record.ts';
import { compareRecordIds } from '../../../core/record-id.ts';
import { formatTime } from '../../../core/time.ts';
import type { Row } from './block-format.ts';
import { createBlockSource } from './block-source.ts';
import { createBlockTable } from './block-table.ts';
import { collectColumns } from './collect-columns.ts';
import { encodeBlock } from './encode-block.ts';
import { mergeColumns } from './merge-columns.ts';
import type { Block } from './open-block.ts';
import { QUICK_PACKING } from './pack-parts.ts';
import { prepareRow } from './prepare-row.ts';
import { SCHEMA } from './store-database.ts';

/** Makes a block of each list and merges them all. */
function merge(lists: readonly (readonly LogRecord[])[]): Block {
  const db = new DatabaseSync(':memory:');
  db.exec(SCHEMA);
  const table = createBlockTable(db);
  const source = createBlockSource(db, { cacheBytes: 1e6, filterCacheBytes: 1e6 });
  for (const records of lists)
    table.insert(encodeBlock(collectColumns(records.map((record) => prepareRow(record) as Row)), QUICK_PACKING));
  const infos = source.list();
  table.insert(encodeBlock(mergeColumns(infos.map(source.open)), QUICK_PACKING));
  const merged = source.list().at(-1);
  if (!merged) throw new Error('nothing was merged');
  return source.open(merged);
}

function recordsOf(block: Block): LogRecord[] {
  const make = block.records();
  return Array.from({ length: block.rows }, (_, row) => make(row));
}

const inOrder = (records: readonly LogRecord[]): LogRecord[] =>
  records.toSorted((a, b) => a.timestamp.localeCompare(b.timestamp) || compareRecordIds(a.id, b.id));

const plain = (id: string, timestamp: number): LogRecord => ({
  id,
  timestamp: formatTime(timestamp),
  received_at: formatTime(timestamp + 5),
  processed_at: formatTime(timestamp + 7),
  level: 'info',
  service: 'checkout',
  message: `order ${id} took ${timestamp % 7} ms`,
  category: 'General',
  category_confidence: 0.5,
  model_version: '1',
  attributes: {},
  format: 'json',
  pattern_id: 'p1',
  anomaly_score: 0.25,
});

const texts = fc.constantFrom('a 1', 'a 2', 'b', '', 'Größe 7', 'x\0y', '漢字9 z', '\ud800');
const records = fc.record({
  timestamp: fc.constantFrom(1e12, 1e12 + 1, 1e12 + 2_000, -6e13, 2e14),
  message: texts,
  fields: fc.dictionary(fc.constantFrom(...TEXT_FIELDS, 'raw'), texts),
  numbers: fc.dictionary(fc.constantFrom('status_code', 'response_time'), fc.constantFrom(200, 0.1, -0, 1e300)),
  keys: fc.dictionary(
    fc.constantFrom('region', 'k.v', '__proto__'),
    fc.oneof(texts, fc.constant(7), fc.constant(null)),
  ),
});

describe('merging blocks column by column', () => {
  test('keeps every record as it was, in the order of time and id', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(records, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 4 }),
        (drawn) => {
          let offset = 0;
          const lists = drawn.map((list) =>
            list.map(({ timestamp, message, fields, numbers, keys }): LogRecord => {
              offset++;
              const id = `e${offset % 2}-${offset % 3}-${100 - offset}`;
              return { ...plain(id, timestamp), message, ...fields, ...numbers, attributes: keys };
            }),
          );
          expect(recordsOf(merge(lists))).toEqual(inOrder(lists.flat()));
        },
      ),
    );
  });

  test('keeps attributes of more keys than have columns', () => {
    const lists = [0, 1].map((list) =>
      Array.from({ length: 40 }, (_, index) => ({
        ...plain(`e-${list}-${index}`, 1e12 + index),
        attributes: { [`key${list * 40 + index}`]: index, [`key${index}`]: 'again', shared: 'yes' },
      })),
    );
    expect(recordsOf(merge(lists))).toEqual(inOrder(lists.flat()));
  });

  test('texts that hardly repeat lose the dictionary that each small block had', () => {
    const lists = Array.from({ length: 8 }, (_, list) =>
      Array.from({ length: 100 }, (_, index) => ({
        ...plain(`e-0-${list * 100 + index}`, 1e12 + index),
        trace_id: `trace ${list} ${index}`,
      })),
    );
    const merged = merge(lists);
    expect(merged.head.texts.trace_id?.kind).toBe('plain');
    expect(recordsOf(merged)).toEqual(inOrder(lists.flat()));
  });
});
